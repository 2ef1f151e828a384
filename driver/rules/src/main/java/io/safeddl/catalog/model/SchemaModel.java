package io.safeddl.catalog.model;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import java.util.Optional;

/** An immutable catalog built by following statements. */
public final class SchemaModel implements Catalog {
  private final Catalog base;

  private SchemaModel(Catalog base) {
    this.base = base;
  }

  /** A new database, in which nothing but the built-in objects and schema public exist. */
  public static SchemaModel empty(int serverVersionNum) {
    return new SchemaModel(new EmptyCatalog(serverVersionNum));
  }

  /** The base's answers, except for what the statements that follow change. */
  public static SchemaModel over(Catalog base) {
    return new SchemaModel(base);
  }

  /** The catalog after the statement has run. */
  public SchemaModel after(Statement statement) {
    return new SchemaModel(base);
  }

  @Override
  public int serverVersionNum() {
    return base.serverVersionNum();
  }

  @Override
  public boolean isComplete() {
    return base.isComplete();
  }

  @Override
  public String timeZone() {
    return base.timeZone();
  }

  @Override
  public Optional<Relation> relation(QualifiedName name) {
    return base.relation(name);
  }

  @Override
  public Optional<TypeInfo> type(QualifiedName name) {
    return base.type(name);
  }

  @Override
  public Volatility volatility(QualifiedName function) {
    return base.volatility(function);
  }

  @Override
  public List<Relation> tablesUsing(QualifiedName domain) {
    return base.tablesUsing(domain);
  }

  @Override
  public List<Relation> relationsIn(String schema) {
    return base.relationsIn(schema);
  }
}
