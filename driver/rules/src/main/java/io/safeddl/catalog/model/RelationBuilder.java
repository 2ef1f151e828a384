package io.safeddl.catalog.model;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A relation while a statement changes it. */
final class RelationBuilder {
  long oid;
  QualifiedName name;
  Relation.Kind kind;
  @Nullable String owner;
  boolean temporary;
  boolean created;
  long sizeBytes;
  double estimatedRows;
  final List<Column> columns;
  final List<Constraint> constraints;
  final List<Index> indexes;
  @Nullable QualifiedName parent;
  boolean isPartition;
  @Nullable String bound;
  final List<String> partitionKeyed;
  final List<QualifiedName> children;
  final List<Relation.ReferencingKey> referencedBy;
  @Nullable QualifiedName table;

  /** A new, empty relation. */
  RelationBuilder(QualifiedName name, Relation.Kind kind) {
    this(
        new Relation(
            0, name, kind, null, false, false, -1, -1, List.of(), List.of(), List.of(), null, false,
            null, List.of(), List.of(), List.of(), null));
  }

  RelationBuilder(Relation relation) {
    oid = relation.oid();
    name = relation.name();
    kind = relation.kind();
    owner = relation.owner();
    temporary = relation.temporary();
    created = relation.createdInTransaction();
    sizeBytes = relation.sizeBytes();
    estimatedRows = relation.estimatedRows();
    columns = new ArrayList<>(relation.columns());
    constraints = new ArrayList<>(relation.constraints());
    indexes = new ArrayList<>(relation.indexes());
    parent = relation.parent();
    isPartition = relation.isPartition();
    bound = relation.bound();
    partitionKeyed = new ArrayList<>(relation.partitionKeyed());
    children = new ArrayList<>(relation.children());
    referencedBy = new ArrayList<>(relation.referencedBy());
    table = relation.table();
  }

  Relation build() {
    return new Relation(
        oid,
        name,
        kind,
        owner,
        temporary,
        created,
        sizeBytes,
        estimatedRows,
        columns,
        constraints,
        indexes,
        parent,
        isPartition,
        bound,
        partitionKeyed,
        children,
        referencedBy,
        table);
  }

  @Nullable Column column(String column) {
    return columns.stream().filter(c -> c.name().equals(column)).findFirst().orElse(null);
  }

  /** Changes the column of that name where there is one. */
  void column(String column, UnaryOperator<Column> change) {
    columns.replaceAll(c -> c.name().equals(column) ? change.apply(c) : c);
  }

  @Nullable Constraint constraint(String constraint) {
    return constraints.stream().filter(c -> c.name().equals(constraint)).findFirst().orElse(null);
  }

  void setNotNull(String column, boolean notNull) {
    column(
        column,
        c ->
            new Column(
                c.name(),
                c.type(),
                notNull,
                c.collation(),
                c.generated(),
                c.identity(),
                c.defaultExpression()));
  }
}
