package io.safeddl.backfill.target;

import io.safeddl.backfill.spec.TableName;
import java.util.List;
import java.util.Optional;

/**
 * The table that a spec names.
 *
 * @param server the server's major version
 * @param oid of the table
 * @param partitioned it holds no rows itself
 * @param owner the role that owns it
 * @param columns in the order of the table, dropped ones left out
 * @param key what tells its rows apart, where something does
 * @param leaves the tables that hold the rows, in the order of their OIDs; itself where it is not
 *     partitioned
 */
public record Target(
    int server,
    long oid,
    TableName name,
    boolean partitioned,
    String owner,
    List<TargetColumn> columns,
    Optional<RowKey> key,
    List<Leaf> leaves) {
  public Target {
    columns = List.copyOf(columns);
    leaves = List.copyOf(leaves);
  }

  /** The column of that name. */
  public Optional<TargetColumn> column(String column) {
    return columns.stream().filter(it -> it.name().equals(column)).findFirst();
  }

  /** How many rows the planner believes in; -1 where a leaf was never analyzed. */
  public double estimatedRows() {
    return leaves.stream().anyMatch(leaf -> leaf.rows() < 0)
        ? -1
        : leaves.stream().mapToDouble(Leaf::rows).sum();
  }

  /** The blocks of all its rows. */
  public long blocks() {
    return leaves.stream().mapToLong(Leaf::blocks).sum();
  }
}
