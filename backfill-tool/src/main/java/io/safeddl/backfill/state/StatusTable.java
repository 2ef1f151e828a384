package io.safeddl.backfill.state;

import io.safeddl.backfill.state.Status.Worker;
import io.safeddl.backfill.target.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Reads how jobs stand. */
public final class StatusTable {
  /** A leaf that is not cut yet counts what its chunks have; in a walk by key, a chunk is whole. */
  private static final String PASS =
      """
      WITH chunk AS (
        SELECT c.leaf, pg_catalog.count(*) AS n,
               pg_catalog.count(*) FILTER (WHERE c.done) AS done,
               pg_catalog.sum(c.next_block - c.first_block) AS blocks,
               pg_catalog.sum(c.rows) AS rows, pg_catalog.sum(c.hot) AS hot,
               pg_catalog.sum(c.skipped) AS skipped, pg_catalog.bool_or(c.up_to_key IS NULL) AS heap
          FROM :schema.backfill_chunk c WHERE c.job = ? AND c.pass = ? GROUP BY c.leaf)
      SELECT pg_catalog.sum(l.blocks),
             pg_catalog.sum(CASE WHEN l.cut AND k.n IS NULL THEN l.blocks
                                 WHEN k.heap THEN k.blocks
                                 ELSE l.blocks * k.done / k.n * CASE WHEN l.cut THEN 1 ELSE 0.5 END
                            END),
             pg_catalog.sum(k.n), pg_catalog.sum(k.done), pg_catalog.sum(k.skipped),
             pg_catalog.sum(l.begun_again)
        FROM :schema.backfill_leaf l LEFT JOIN chunk k ON k.leaf = l.leaf
       WHERE l.job = ? AND l.pass = ?
      """;

  private static final String ROWS =
      """
      SELECT COALESCE((SELECT pg_catalog.sum(c.rows) FROM :schema.backfill_chunk c
                        WHERE c.job = ?), 0)
             + COALESCE((SELECT pg_catalog.sum(l.rows) FROM :schema.backfill_leaf l
                          WHERE l.job = ?), 0),
             COALESCE((SELECT pg_catalog.sum(c.hot) FROM :schema.backfill_chunk c
                        WHERE c.job = ?), 0)
             + COALESCE((SELECT pg_catalog.sum(l.hot) FROM :schema.backfill_leaf l
                          WHERE l.job = ?), 0),
             pg_catalog.clock_timestamp()
      """;

  private static final String BEGUN =
      "SELECT pass, started_at, pass_started_at FROM :schema.backfill_pass WHERE job = ?";

  private static final String WORKERS =
      """
      SELECT id, host, process,
             EXTRACT(EPOCH FROM pg_catalog.clock_timestamp() - heartbeat_at) * 1000, doing
        FROM :schema.backfill_worker
       WHERE job = ? AND ended_at IS NULL
         AND heartbeat_at > pg_catalog.clock_timestamp() - interval '10 min'
       ORDER BY id
      """;

  private final Database database;
  private final StateSchema schema;

  /** Of the jobs that this schema holds. */
  public StatusTable(Database database, StateSchema schema) {
    this.database = database;
    this.schema = schema;
  }

  private record Begun(int pass, Instant started, Instant passStarted) {}

  /** How a job stands. */
  public Status of(Job job) throws SQLException {
    return database.read(() -> read(job));
  }

  private Status read(Job job) throws SQLException {
    var id = job.id();
    var begun =
        WorkTables.exist(database, schema)
            ? database.optional(
                text(BEGUN), row -> new Begun(row.getInt(1), instant(row, 2), instant(row, 3)), id)
            : Optional.<Begun>empty();
    if (begun.isEmpty()) {
      return new Status(
          job,
          database.row("SELECT pg_catalog.clock_timestamp()", row -> instant(row, 1)),
          0,
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          List.of());
    }
    var pass = begun.get().pass();
    var workers = database.rows(text(WORKERS), StatusTable::worker, id);
    var quarantined = new QuarantineTable(database, schema, id).count();
    var totals =
        database.row(
            text(ROWS),
            row -> new Totals(row.getLong(1), row.getLong(2), instant(row, 3)),
            id,
            id,
            id,
            id);
    return database.row(
        text(PASS),
        row ->
            new Status(
                job,
                totals.at(),
                pass,
                Optional.of(begun.get().started()),
                Optional.of(begun.get().passStarted()),
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                totals.rows(),
                totals.hot(),
                row.getLong(5),
                row.getLong(6),
                quarantined,
                workers),
        id,
        pass,
        id,
        pass);
  }

  private record Totals(long rows, long hot, Instant at) {}

  private static Worker worker(ResultSet row) throws SQLException {
    return new Worker(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        Duration.ofMillis(row.getLong(4)),
        row.getString(5));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private String text(String sql) {
    return WorkTables.text(schema, sql);
  }
}
