package io.safeddl.backfill.target;

import io.safeddl.backfill.spec.Mirror;
import io.safeddl.sql.Identifiers;
import java.util.List;

/**
 * A mirror as the server understands it.
 *
 * @param mirror as the spec has it
 * @param oldType of {@code from}, qualified
 * @param type of {@code to}, qualified
 * @param typeSql the same with its collation, as it stands behind the name of {@code to}
 * @param exact {@code =} tells any two values of the new type apart
 * @param forward the value of {@code to}: immutable, every name in it qualified, over the names of
 *     before the cutover
 * @param columns those that {@code forward} is over, and perhaps more
 * @param backward the value of {@code from}, over the column {@code to}
 */
public record MirrorWork(
    Mirror mirror,
    String oldType,
    String type,
    String typeSql,
    boolean exact,
    String forward,
    List<String> columns,
    String backward) {
  public MirrorWork {
    columns = List.copyOf(columns);
  }

  /** The new column and its value. */
  public Assignment assignment() {
    return new Assignment(mirror.to(), forward);
  }

  /**
   * True where the new column is not what it shall be; never null. By the bytes where two values
   * may be equal and yet differ, such as 1.0 and 1.00, or have no {@code =} at all (manual section
   * 9.25.6).
   */
  public String differs() {
    var to = Identifiers.quote(mirror.to());
    var value = "CAST(" + forward + " AS " + type + ")";
    return exact
        ? "(" + to + " IS DISTINCT FROM " + value + ")"
        : "(CAST(ROW("
            + to
            + ") AS record) OPERATOR(pg_catalog.*<>) CAST(ROW("
            + value
            + ") AS record))";
  }
}
