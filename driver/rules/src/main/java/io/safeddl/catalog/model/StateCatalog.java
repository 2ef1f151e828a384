package io.safeddl.catalog.model;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A state as a catalog. */
abstract sealed class StateCatalog implements Catalog permits SchemaModel {
  final ModelState state;

  StateCatalog(ModelState state) {
    this.state = state;
  }

  @Override
  public int serverVersionNum() {
    return state.base().serverVersionNum();
  }

  @Override
  public String timeZone() {
    var changed = state.timeZone;
    return changed == null ? state.base().timeZone() : changed;
  }

  @Override
  public List<String> searchPath() {
    return state.names.searchPath();
  }

  @Override
  public boolean builtInsFirst() {
    return state.names.builtInsFirst();
  }

  @Override
  public boolean pathIsKnown() {
    return state.names.pathIsKnown();
  }

  @Override
  public List<String> searchPathSetting() {
    return state.names.effectivePath().entries();
  }

  @Override
  public String user() {
    return state.names.user();
  }

  @Override
  public List<Procedure> procedures(QualifiedName name) {
    var made = state.procedures.of(name);
    var known = state.base().procedures(name);
    if (made.isEmpty() || known.isEmpty()) {
      return made.isEmpty() ? known : made;
    }
    var all = new ArrayList<>(made);
    all.addAll(known);
    return all;
  }

  @Override
  public boolean knowsProcedures() {
    return state.base().isComplete();
  }

  @Override
  public boolean hasSchema(String name) {
    return state.names.hasSchema(name);
  }

  @Override
  public Volatility operator(String symbol) {
    return state.types.operator(symbol);
  }

  @Override
  public Volatility casts() {
    return state.types.casts();
  }

  @Override
  public Optional<Relation> relation(QualifiedName name) {
    return state.find(name);
  }

  @Override
  public boolean knowsAllOf(QualifiedName relation) {
    return !state.vague.contains(relation) && state.base().knowsAllOf(relation);
  }

  @Override
  public Optional<TypeInfo> type(QualifiedName name) {
    return state.types.type(name);
  }

  @Override
  public Volatility volatility(QualifiedName function) {
    return state.types.volatility(function);
  }

  @Override
  public OptionalLong estimatedRows(String statement) {
    return state.estimatedRows(statement);
  }

  @Override
  public List<Relation> tablesUsing(QualifiedName domain) {
    return state.tablesUsing(domain);
  }

  @Override
  public List<QualifiedName> constraintsNamed(String schema, String name) {
    return state.constraintsNamed(schema, name);
  }

  @Override
  public List<Relation> relationsIn(String schema) {
    return state.relationsIn(schema);
  }
}
