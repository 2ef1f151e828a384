package io.safeddl.rule;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A catalog whose tables are all large, and the same size everywhere.
 *
 * @param invalidIndex an index that is INVALID, or ""
 */
record SizedCatalog(Catalog base, String invalidIndex) implements Catalog {
  private static final long SIZE = 12L << 30;
  private static final double ROWS = 80_000_000;

  @Override
  public int serverVersionNum() {
    return base.serverVersionNum();
  }

  @Override
  public String timeZone() {
    return base.timeZone();
  }

  @Override
  public boolean isComplete() {
    return base.isComplete();
  }

  @Override
  public Optional<Relation> relation(QualifiedName name) {
    return base.relation(name).map(this::sized);
  }

  @Override
  public Optional<TypeInfo> type(QualifiedName name) {
    return base.type(name);
  }

  @Override
  public Volatility volatility(QualifiedName function) {
    return base.volatility(function);
  }

  /** A range of keys, or one key, is few rows; everything else is all. */
  @Override
  public OptionalLong estimatedRows(String statement) {
    return OptionalLong.of(statement.matches("(?s).* id (=|BETWEEN) \\d.*") ? 10_000 : (long) ROWS);
  }

  @Override
  public List<Relation> tablesUsing(QualifiedName domain) {
    return base.tablesUsing(domain).stream().map(this::sized).toList();
  }

  @Override
  public List<QualifiedName> constraintsNamed(String schema, String name) {
    return base.constraintsNamed(schema, name);
  }

  @Override
  public List<Relation> relationsIn(String schema) {
    return base.relationsIn(schema).stream().map(this::sized).toList();
  }

  private Relation sized(Relation it) {
    return new Relation(
        it.oid(),
        it.name(),
        it.kind(),
        it.owner(),
        it.temporary(),
        it.createdInTransaction(),
        SIZE,
        ROWS,
        it.columns(),
        it.constraints(),
        it.indexes().stream().map(this::marked).toList(),
        it.parent(),
        it.isPartition(),
        it.bound(),
        it.partitionKeyed(),
        it.children(),
        it.referencedBy(),
        it.table());
  }

  private Index marked(Index it) {
    return new Index(
        it.oid(),
        it.name(),
        it.method(),
        it.unique(),
        it.primary(),
        it.valid() && !it.name().name().equals(invalidIndex),
        it.partial(),
        it.columns(),
        it.includedColumns(),
        it.expressionColumns(),
        it.constraint(),
        it.definition(),
        it.sizeBytes());
  }
}
