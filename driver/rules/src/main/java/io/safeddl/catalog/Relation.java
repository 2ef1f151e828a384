package io.safeddl.catalog;

import io.safeddl.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A relation as the catalog knows it.
 *
 * @param oid 0 where not connected
 * @param name always with its schema
 * @param owner the owning role, or null where unknown
 * @param createdInTransaction made by the current transaction, so nobody else can see it
 * @param sizeBytes of a table: heap, TOAST and indexes on disk; of a partitioned table the sum of
 *     its leaves; -1 where unknown
 * @param estimatedRows {@code reltuples}, summed over leaves; -1 where unknown
 * @param parent the partitioned table or (single) inheritance parent, or null
 * @param bound of a partition {@code FOR VALUES …} or {@code DEFAULT}, as {@code pg_get_expr}
 *     writes it; null where it is none, or not known
 * @param partitionKeyed it has a partition key: columns in it; an expression, or an operator class
 *     or collation of its own, is an empty name, and the columns that it mentions follow
 * @param children direct partitions or inheritance children
 * @param referencedBy foreign keys of other tables (or its own) that point here
 * @param table of an index its table, else null
 */
public record Relation(
    long oid,
    QualifiedName name,
    Kind kind,
    @Nullable String owner,
    boolean temporary,
    boolean createdInTransaction,
    long sizeBytes,
    double estimatedRows,
    List<Column> columns,
    List<Constraint> constraints,
    List<Index> indexes,
    @Nullable QualifiedName parent,
    boolean isPartition,
    @Nullable String bound,
    List<String> partitionKeyed,
    List<QualifiedName> children,
    List<ReferencingKey> referencedBy,
    @Nullable QualifiedName table) {
  /** Kinds as in {@code pg_class.relkind}. */
  public enum Kind {
    TABLE,
    PARTITIONED_TABLE,
    INDEX,
    PARTITIONED_INDEX,
    VIEW,
    MATERIALIZED_VIEW,
    SEQUENCE,
    FOREIGN_TABLE,
    COMPOSITE_TYPE
  }

  /** A foreign key of another table that points to this one. */
  public record ReferencingKey(QualifiedName table, String constraint) {}

  public Relation {
    columns = List.copyOf(columns);
    constraints = List.copyOf(constraints);
    indexes = List.copyOf(indexes);
    partitionKeyed = List.copyOf(partitionKeyed);
    children = List.copyOf(children);
    referencedBy = List.copyOf(referencedBy);
  }

  /** The column of that name. */
  public Optional<Column> column(String column) {
    return columns.stream().filter(c -> c.name().equals(column)).findFirst();
  }

  /** The constraint of that name. */
  public Optional<Constraint> constraint(String constraint) {
    return constraints.stream().filter(c -> c.name().equals(constraint)).findFirst();
  }

  /** True for the partition of all rows that fit no other. */
  public boolean defaultPartition() {
    return "DEFAULT".equalsIgnoreCase(bound);
  }

  /** True for tables that hold rows or partitions that do. */
  public boolean isTable() {
    return kind == Kind.TABLE || kind == Kind.PARTITIONED_TABLE;
  }
}
