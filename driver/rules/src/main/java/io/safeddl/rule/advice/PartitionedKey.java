package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Column;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.model.IndexKeyNames;
import io.safeddl.catalog.model.ObjectNames;
import io.safeddl.effect.IndexMatch;
import io.safeddl.rule.advice.Form.Obstacle;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Span;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.Deferral;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * UNIQUE or PRIMARY KEY on a partitioned table, where USING INDEX is an error (0A000): the key for
 * each level alone, for each leaf a concurrent index that its own key takes over, each attached
 * (manual section 5.12.2.2; measured on 14–18).
 *
 * <p>As with {@link PartitionedIndex}, keys that partitions have already are attached at the very
 * end: dropping the parent's key would drop them too.
 */
final class PartitionedKey {
  /** USING INDEX asks for NOT NULL itself; no later command takes that back (measured on 18). */
  private static final String OWN_NOT_NULL =
      "from 18 on PRIMARY KEY USING INDEX makes the NOT NULL constraints, which a partition has from"
          + " its parent, the partition's own as well (pg_constraint.conislocal): they stay when the"
          + " parent's are dropped, and no online form leaves the same schema. These steps differ"
          + " by that mark alone";

  private final Key key;
  private final int major;
  private final ChosenNames names;
  private final List<String> levels = new ArrayList<>();
  private final List<Command> builds = new ArrayList<>();
  private final List<String> attaches = new ArrayList<>();
  private final List<String> attachesOfOthers = new ArrayList<>();
  private boolean certain = true;
  private boolean ownsNotNull;

  private record Key(
      boolean primary,
      @Nullable String name,
      List<String> columns,
      List<String> include,
      boolean nullsNotDistinct,
      Deferral deferral,
      Span span) {
    String kind() {
      return primary ? " PRIMARY KEY" : " UNIQUE";
    }

    String using() {
      return IndexKeyNames.using("btree", columns, include, nullsNotDistinct);
    }

    String definition() {
      return kind()
          + (nullsNotDistinct ? " NULLS NOT DISTINCT" : "")
          + " ("
          + list(columns)
          + ")"
          + (include.isEmpty() ? "" : " INCLUDE (" + list(include) + ")")
          + deferrable();
    }

    String deferrable() {
      return switch (deferral) {
        case NOT_DEFERRABLE -> "";
        case INITIALLY_IMMEDIATE -> " DEFERRABLE";
        case INITIALLY_DEFERRED -> " DEFERRABLE INITIALLY DEFERRED";
      };
    }

    private static String list(List<String> columns) {
      return String.join(", ", columns.stream().map(Identifiers::quote).toList());
    }
  }

  private PartitionedKey(Key key, Catalog catalog) {
    this.key = key;
    this.major = catalog.majorVersion();
    this.names = new ChosenNames(catalog);
  }

  /**
   * The recipe, or what it would not leave the same, or null where this is another statement, or it
   * is not certain what is equal.
   */
  static @Nullable Form of(SourceStatement source, AlterTable alter, Catalog catalog) {
    var table = catalog.relation(alter.name()).orElse(null);
    var key = key(alter);
    if (key == null
        || table == null
        || table.kind() != Relation.Kind.PARTITIONED_TABLE
        || table.children().isEmpty()
        || hasParameters(source, key.span())) {
      return null;
    }
    var recipe = new PartitionedKey(key, catalog);
    var tree = PartitionTree.of(table, catalog, doubt -> recipe.certain = false);
    return recipe.of(tree);
  }

  private static @Nullable Key key(AlterTable alter) {
    if (alter.only()
        || alter.actions().size() != 1
        || !(alter.actions().get(0) instanceof AddConstraint add)) {
      return null;
    }
    if (add.constraint() instanceof TableConstraint.Unique u) {
      return u.withoutOverlaps() || u.usingIndex() != null
          ? null
          : new Key(
              false,
              u.name(),
              u.columns(),
              u.include(),
              u.nullsNotDistinct(),
              u.deferral(),
              u.span());
    }
    if (add.constraint() instanceof TableConstraint.PrimaryKey p) {
      return p.withoutOverlaps() || p.usingIndex() != null
          ? null
          : new Key(true, p.name(), p.columns(), p.include(), false, p.deferral(), p.span());
    }
    return null;
  }

  /** {@code WITH (…)} and {@code USING INDEX TABLESPACE}, which the reader does not keep. */
  private static boolean hasParameters(SourceStatement source, Span span) {
    for (Token token : source.tokens()) {
      if (token.start() >= span.start()
          && token.end() <= span.end()
          && (token.is("with") || token.is("tablespace"))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Form of(PartitionTree tree) {
    var table = tree.table();
    if (existing(table) != null || (key.primary() && !isNotNull(tree))) {
      return null;
    }
    var name =
        key.name() == null
            ? names.key(table, key.primary(), columns())
            : names.given(table, ObjectNames.truncate(key.name()));
    level(tree, name);
    if (!certain || !names.areCertain()) {
      return null;
    }
    var undo =
        "ALTER TABLE "
            + table.name().toSql()
            + " DROP CONSTRAINT IF EXISTS "
            + Identifiers.quote(name.name());
    var commands = new ArrayList<Command>();
    commands.add(Command.guarded(String.join(";\n", levels), undo));
    commands.addAll(builds);
    attaches.forEach(attach -> commands.add(Command.guarded(attach, undo)));
    if (!attachesOfOthers.isEmpty()) {
      commands.add(Command.guarded(String.join(";\n", attachesOfOthers), undo));
    }
    var recipe = new Recipe(commands, Set.of("add-unique", Recipe.LONG_WORK));
    return ownsNotNull ? new Obstacle(OWN_NOT_NULL, recipe.paste()) : recipe;
  }

  /** A primary key for one level alone needs columns that are NOT NULL everywhere. */
  private boolean isNotNull(PartitionTree tree) {
    for (String column : key.columns()) {
      if (!tree.table().column(column).map(Column::notNull).orElse(false)) {
        return false;
      }
    }
    return tree.children().stream().allMatch(this::isNotNull);
  }

  private List<String> columns() {
    var columns = new ArrayList<>(key.columns());
    columns.addAll(key.include());
    return columns;
  }

  private void level(PartitionTree tree, QualifiedName name) {
    levels.add(
        "ALTER TABLE ONLY "
            + tree.table().name().toSql()
            + " ADD CONSTRAINT "
            + Identifiers.quote(name.name())
            + key.definition());
    for (PartitionTree child : tree.children()) {
      var existing = existing(child.table());
      if (existing != null) {
        attachesOfOthers.add(attach(name, existing.name()));
        continue;
      }
      var own = names.key(child.table(), key.primary(), columns());
      if (child.isLeaf()) {
        leaf(child.table(), name, own);
      } else {
        level(child, own);
        levels.add(attach(name, own));
      }
    }
  }

  private void leaf(Relation leaf, QualifiedName parents, QualifiedName own) {
    ownsNotNull |= key.primary() && major >= 18;
    var quoted = Identifiers.quote(own.name());
    builds.add(
        Command.create(
            "CREATE UNIQUE INDEX CONCURRENTLY "
                + quoted
                + " ON "
                + leaf.name().toSql()
                + key.using(),
            leaf.name(),
            own));
    attaches.add(
        "ALTER TABLE "
            + leaf.name().toSql()
            + " ADD CONSTRAINT "
            + quoted
            + key.kind()
            + " USING INDEX "
            + quoted
            + key.deferrable()
            + ";\n"
            + attach(parents, own));
  }

  /** The key that PostgreSQL would take, or null. */
  private @Nullable Index existing(Relation table) {
    Index found = null;
    for (Index own : table.indexes()) {
      var answer = IndexMatch.likeKey(own, key.columns(), key.include(), key.nullsNotDistinct());
      certain &=
          answer != IndexMatch.Answer.UNSURE && (answer == IndexMatch.Answer.NO || found == null);
      found = answer == IndexMatch.Answer.YES ? own : found;
    }
    var constraint = found == null ? null : found.constraint();
    if (found != null && constraint != null) {
      certain &=
          found.valid()
              && table
                  .constraint(constraint)
                  .map(c -> c.definition().endsWith(key.deferrable()))
                  .orElse(false)
              && (key.deferral() != Deferral.NOT_DEFERRABLE
                  || !table
                      .constraint(constraint)
                      .orElseThrow()
                      .definition()
                      .contains(" DEFERRABLE"));
    }
    return found;
  }

  private static String attach(QualifiedName parent, QualifiedName child) {
    return "ALTER INDEX " + parent.toSql() + " ATTACH PARTITION " + child.toSql();
  }
}
