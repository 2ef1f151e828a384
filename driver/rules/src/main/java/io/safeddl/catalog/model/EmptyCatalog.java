package io.safeddl.catalog.model;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.expression.BuiltInFunctions;
import java.util.List;
import java.util.Optional;

/** What a new database holds: no user objects. */
record EmptyCatalog(int serverVersionNum) implements Catalog {
  /** What {@code initdb} leaves depends on the host, so it is a zone that is not UTC: the worst. */
  @Override
  public String timeZone() {
    return "";
  }

  @Override
  public Optional<Relation> relation(QualifiedName name) {
    return Optional.empty();
  }

  @Override
  public Optional<TypeInfo> type(QualifiedName name) {
    return Optional.empty();
  }

  @Override
  public Volatility volatility(QualifiedName function) {
    return BuiltInFunctions.volatility(function);
  }

  @Override
  public List<Relation> tablesUsing(QualifiedName domain) {
    return List.of();
  }

  @Override
  public List<Relation> relationsIn(String schema) {
    return List.of();
  }
}
