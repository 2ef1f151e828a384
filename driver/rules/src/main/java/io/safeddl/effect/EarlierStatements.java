package io.safeddl.effect;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The catalog for a statement inside a block: what was there before the block, and what is missing
 * there but made by earlier statements of it. In this order, since a branch of the block that makes
 * a table may not run.
 */
final class EarlierStatements implements Catalog {
  private final Catalog before;
  private final SchemaModel made;

  /**
   * What has been asked for: blocks stand in blocks, each asks twice, and without this a name that
   * nobody knows would be looked for twice as often with each.
   */
  private final Map<QualifiedName, Optional<Relation>> relations = new HashMap<>();

  private final Map<QualifiedName, Optional<TypeInfo>> types = new HashMap<>();
  private final Map<QualifiedName, Volatility> functions = new HashMap<>();
  private @Nullable String timeZone;

  EarlierStatements(Catalog before, SchemaModel made) {
    this.before = before;
    this.made = made;
  }

  EarlierStatements and(Statement statement) {
    return new EarlierStatements(before, made.after(statement));
  }

  @Override
  public int serverVersionNum() {
    return before.serverVersionNum();
  }

  @Override
  public String timeZone() {
    // What the block sets may not be set in the branch that runs: an unknown zone.
    var known = timeZone;
    if (known == null) {
      var own = before.timeZone();
      known = made.timeZone().equals(own) ? own : "";
      timeZone = known;
    }
    return known;
  }

  @Override
  public boolean isComplete() {
    return before.isComplete() && made.pathIsKnown();
  }

  @Override
  public boolean builtInsFirst() {
    return before.builtInsFirst() && made.builtInsFirst();
  }

  @Override
  public List<String> searchPathSetting() {
    return before.searchPathSetting();
  }

  @Override
  public boolean pathIsKnown() {
    return made.pathIsKnown();
  }

  @Override
  public String user() {
    return before.user();
  }

  @Override
  public boolean hasSchema(String name) {
    return made.hasSchema(name);
  }

  @Override
  public Volatility operator(String symbol) {
    return made.operator(symbol);
  }

  @Override
  public Volatility casts() {
    return made.casts();
  }

  @Override
  public List<String> searchPath() {
    return before.searchPath();
  }

  @Override
  public Optional<Relation> relation(QualifiedName name) {
    var known = relations.get(name);
    if (known == null) {
      known = find(name);
      relations.put(name, known);
    }
    return known;
  }

  private Optional<Relation> find(QualifiedName name) {
    return name.schema() == null && hasOtherPath()
        ? elsewhere(name)
        : before.relation(name).or(() -> made.relation(name));
  }

  /** Under the search path that the block has set, and else without it. */
  private Optional<Relation> elsewhere(QualifiedName name) {
    return made.pathIsKnown()
        ? made.relation(name).or(() -> before.relation(name))
        : Optional.empty();
  }

  /** The same, if the branch that sets the search path does not run. */
  Catalog withoutOtherPath() {
    return new EarlierStatements(before, SchemaModel.over(before));
  }

  /** True where the block has set another search_path, in which a name may mean another table. */
  boolean hasOtherPath() {
    return !made.pathIsKnown() || !made.searchPath().equals(before.searchPath());
  }

  @Override
  public Optional<TypeInfo> type(QualifiedName name) {
    var known = types.get(name);
    if (known == null) {
      known = before.type(name).or(() -> made.type(name));
      types.put(name, known);
    }
    return known;
  }

  @Override
  public Volatility volatility(QualifiedName function) {
    var known = functions.get(function);
    if (known == null) {
      known = before.volatility(function).or(made.volatility(function));
      functions.put(function, known);
    }
    return known;
  }

  @Override
  public List<Relation> tablesUsing(QualifiedName domain) {
    return made.tablesUsing(domain);
  }

  @Override
  public List<QualifiedName> constraintsNamed(String schema, String name) {
    return made.constraintsNamed(schema, name);
  }

  @Override
  public List<Relation> relationsIn(String schema) {
    return made.relationsIn(schema);
  }
}
