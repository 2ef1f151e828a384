package io.safeddl.backfill.state;

import io.safeddl.backfill.spec.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job: one spec, carried out once.
 *
 * @param id its number
 * @param relation OID of the table; another one of the same name is another table
 * @param columns those that it writes
 * @param spec the text of the spec file as it was when the job began
 * @param specHash of that text
 * @param filledAt when every row had been filled, and the sweep had found nothing more
 * @param verifiedAt when every row had last been compared
 * @param differences how many rows were wrong then
 * @param filledXid a full transaction id: snapshots that see all before it see every row filled
 * @param mirror the marks of the trigger under which the rows were filled and compared
 */
public record Job(
    long id,
    TableName table,
    long relation,
    List<String> columns,
    String spec,
    String specHash,
    Phase phase,
    Wanted wanted,
    Instant createdAt,
    Optional<Instant> filledAt,
    Optional<Instant> verifiedAt,
    Optional<Long> differences,
    Optional<Long> filledXid,
    List<String> mirror) {
  public Job {
    columns = List.copyOf(columns);
    mirror = List.copyOf(mirror);
  }
}
