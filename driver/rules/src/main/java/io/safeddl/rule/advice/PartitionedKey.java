package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.model.IndexKeyNames;
import io.safeddl.catalog.model.ObjectNames;
import io.safeddl.effect.IndexMatch;
import io.safeddl.rule.advice.Form.Obstacle;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.SourceStatement;
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
  /**
   * USING INDEX asks for NOT NULL itself. No command takes that back but DETACH and ATTACH
   * PARTITION, which this project does not do to a partition in use (measured on 18: the leaf's
   * DROP NOT NULL is 42P16, NO INHERIT 42809, ALTER CONSTRAINT … NO INHERIT 55000).
   */
  static final String OWN_NOT_NULL =
      "from 18 on PRIMARY KEY USING INDEX makes the NOT NULL constraints that a partition, or child,"
          + " has from its parent its own as well (pg_constraint.conislocal): they stay when the"
          + " parent's are dropped. These steps differ by that mark alone, which only DETACH and"
          + " ATTACH PARTITION would take away again, under ACCESS EXCLUSIVE on the whole table";

  private final Key key;
  private final int major;
  private final ChosenNames names;
  private final List<String> levels = new ArrayList<>();
  private final List<Command> builds = new ArrayList<>();
  private final List<String> attaches = new ArrayList<>();
  private final List<String> attachesOfOthers = new ArrayList<>();

  /** Whether other actions come with it, which may fail once the key is there. */
  private final boolean among;

  /** Why these steps may not leave what the plain statement leaves. */
  private final List<String> doubts = new ArrayList<>();

  private boolean ownsNotNull;

  /**
   * The key that is wanted.
   *
   * @param options {@code WITH (…)} and {@code TABLESPACE} as CREATE INDEX has them, with a space
   *     before
   */
  private record Key(
      boolean primary,
      @Nullable String name,
      List<String> columns,
      List<String> include,
      boolean nullsNotDistinct,
      Deferral deferral,
      String options) {
    String kind() {
      return primary ? " PRIMARY KEY" : " UNIQUE";
    }

    String using() {
      return IndexKeyNames.using("btree", columns, include, nullsNotDistinct) + options;
    }

    String definition() {
      return kind()
          + (nullsNotDistinct ? " NULLS NOT DISTINCT" : "")
          + " ("
          + list(columns)
          + ")"
          + (include.isEmpty() ? "" : " INCLUDE (" + list(include) + ")")
          + options.replace(" TABLESPACE ", " USING INDEX TABLESPACE ")
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

  private PartitionedKey(Key key, boolean among, Catalog catalog) {
    this.key = key;
    this.among = among;
    this.major = catalog.majorVersion();
    this.names = new ChosenNames(catalog);
  }

  /**
   * The recipe, or what it would not leave the same, or null where this is another statement.
   *
   * @param alter of one action
   * @param among whether that is one of several actions of the user's statement
   */
  static @Nullable Form of(
      SourceStatement source, AlterTable alter, boolean among, Catalog catalog) {
    var table = catalog.relation(alter.name()).orElse(null);
    var key = key(alter, new UserText(source));
    if (key == null
        || table == null
        || table.kind() != Relation.Kind.PARTITIONED_TABLE
        || table.children().isEmpty()) {
      return null;
    }
    var form = new PartitionedKey(key, among, catalog);
    var tree = PartitionTree.of(table, catalog, form.doubts::add);
    var proofs =
        key.primary()
            ? PartitionedNotNull.of(alter, tree, key.columns(), catalog, form.doubts::add)
            : List.<Command>of();
    return form.of(tree, proofs);
  }

  private static @Nullable Key key(AlterTable alter, UserText user) {
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
              user.indexOptions(u.span()));
    }
    if (add.constraint() instanceof TableConstraint.PrimaryKey p) {
      return p.withoutOverlaps() || p.usingIndex() != null
          ? null
          : new Key(
              true,
              p.name(),
              p.columns(),
              p.include(),
              false,
              p.deferral(),
              user.indexOptions(p.span()));
    }
    return null;
  }

  private Form of(PartitionTree tree, List<Command> proofs) {
    var table = tree.table();
    if (tree.foreign()) {
      doubts.add(PartitionTree.NO_UNIQUE_INDEX);
    }
    if (existing(table) != null) {
      doubts.add("the table has such a key already");
    }
    var name =
        key.name() == null
            ? names.key(table, key.primary(), columns())
            : names.given(table, ObjectNames.truncate(key.name()));
    level(tree, name);
    if (among && !attachesOfOthers.isEmpty()) {
      doubts.add(
          "a partition has such a key already, which would go with the table's if another action of"
              + " the statement failed: add the key in a statement of its own");
    }
    if (!names.areCertain()) {
      doubts.add("it is not certain which partition's key PostgreSQL would give which name");
    }
    var undo =
        "ALTER TABLE IF EXISTS "
            + table.name().toSql()
            + " DROP CONSTRAINT IF EXISTS "
            + Identifiers.quote(name.name());
    var commands = new ArrayList<>(proofs);
    commands.add(Command.guarded(String.join(";\n", levels), undo));
    commands.addAll(builds);
    attaches.forEach(attach -> commands.add(Command.guarded(attach, undo)));
    if (!attachesOfOthers.isEmpty()) {
      commands.add(Command.guarded(String.join(";\n", attachesOfOthers), undo));
    }
    var recipe = new Recipe(commands, Set.of("add-unique", Recipe.LONG_WORK));
    return doubts.isEmpty() && !ownsNotNull
        ? recipe
        : new Obstacle(doubts.isEmpty() ? OWN_NOT_NULL : doubts.get(0), recipe.paste());
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
      if (answer == IndexMatch.Answer.UNSURE
          || (answer == IndexMatch.Answer.YES && found != null)) {
        doubtAbout(own);
      }
      found = answer == IndexMatch.Answer.YES ? own : found;
    }
    if (found != null && !(found.valid() && isDeferredAlike(found, table))) {
      doubtAbout(found);
    }
    return found;
  }

  private void doubtAbout(Index own) {
    doubts.add("it is not certain whether PostgreSQL would take " + own.name().toSql() + " for it");
  }

  private boolean isDeferredAlike(Index own, Relation table) {
    var constraint =
        own.constraint() == null ? null : table.constraint(own.constraint()).orElse(null);
    if (constraint == null) {
      return false;
    }
    var definition = constraint.definition();
    return definition.endsWith(key.deferrable())
        && (key.deferral() != Deferral.NOT_DEFERRABLE || !definition.contains(" DEFERRABLE"));
  }

  private static String attach(QualifiedName parent, QualifiedName child) {
    return "ALTER INDEX " + parent.toSql() + " ATTACH PARTITION " + child.toSql();
  }
}
