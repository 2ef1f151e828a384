package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.rule.advice.Command.Work;
import io.safeddl.rule.advice.ConcurrentForm.Impossible;
import io.safeddl.rule.advice.ConcurrentForm.Possible;
import io.safeddl.sql.Edits;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Span;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.CreateIndex;
import io.safeddl.sql.tree.Statement.Drop;
import io.safeddl.sql.tree.Statement.Reindex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the concurrent form of a statement on indexes, also where the user has written it already
 * (manual, CREATE INDEX, DROP INDEX and REINDEX).
 */
public final class ConcurrentIndex {
  private final SourceStatement source;
  private final Catalog catalog;

  private ConcurrentIndex(SourceStatement source, Catalog catalog) {
    this.source = source;
    this.catalog = catalog;
  }

  /** The form, or null for a statement that is not about indexes. */
  public static @Nullable ConcurrentForm of(
      SourceStatement source, Statement statement, Catalog catalog) {
    var form = new ConcurrentIndex(source, catalog);
    if (statement instanceof CreateIndex create) {
      return form.create(create);
    }
    if (statement instanceof Drop drop && drop.kind() == ObjectKind.INDEX) {
      return form.drop(drop);
    }
    return statement instanceof Reindex reindex ? form.reindex(reindex) : null;
  }

  /**
   * What to paste for an index that a rule advises: CONCURRENTLY, or level by level where the table
   * is partitioned.
   *
   * @param plain CREATE INDEX without CONCURRENTLY
   */
  public static Paste advised(String plain, Catalog catalog) {
    var source = Script.parse(plain).statements().get(0);
    var form = of(source, StatementReader.read(source), catalog);
    return Objects.requireNonNull(form, plain).paste();
  }

  /**
   * The INVALID index that CREATE INDEX … IF NOT EXISTS would silently keep, or null. On a
   * partitioned table an index is invalid until every partition has its own: no leftover.
   */
  public static @Nullable Index invalidLeftover(CreateIndex create, Catalog catalog) {
    var name = create.name();
    var table = catalog.relation(create.table()).orElse(null);
    if (name == null || table == null || table.kind() == Relation.Kind.PARTITIONED_TABLE) {
      return null;
    }
    for (Index index : table.indexes()) {
      if (index.name().name().equals(name.name()) && !index.valid()) {
        return create.ifNotExists() ? index : null;
      }
    }
    return null;
  }

  private ConcurrentForm create(CreateIndex create) {
    var table = catalog.relation(create.table()).orElse(null);
    if (table != null && table.kind() == Relation.Kind.PARTITIONED_TABLE) {
      return PartitionedIndex.of(source, create, table, catalog);
    }
    if (isSystem(create.table().schema())) {
      return system();
    }
    var name = create.name();
    var home = table == null ? create.table() : table.name();
    var index = name == null ? null : QualifiedName.of(home.schema(), name.name());
    var commands = new ArrayList<Command>();
    var leftover = invalidLeftover(create, catalog);
    if (leftover != null) {
      commands.add(
          Command.index(
              "DROP INDEX CONCURRENTLY IF EXISTS " + leftover.name().toSql(),
              Work.DROP,
              home,
              leftover.name()));
    }
    commands.add(
        Command.create(
            create.concurrently() ? source.text() : concurrently(create.indexKeyword()),
            home,
            index));
    return new Possible(commands);
  }

  private ConcurrentForm drop(Drop drop) {
    var commands = new ArrayList<Command>();
    var named = new HashSet<QualifiedName>();
    for (QualifiedName name : drop.names()) {
      var index = catalog.relation(name).orElse(null);
      if (!named.add(index == null ? name : index.name())) {
        continue;
      }
      if (index == null && drop.names().size() > 1 && !drop.ifExists() && catalog.isComplete()) {
        // The server drops all of them or none; one after the other, the first would be gone.
        return new Impossible(
            "the index " + name.toSql() + " does not exist",
            new Paste().say("leave it out, or write IF EXISTS"));
      }
      var obstacle = index == null ? null : obstacle(index);
      if (obstacle != null) {
        return obstacle;
      }
      commands.add(
          Command.index(
              "DROP INDEX CONCURRENTLY " + (drop.ifExists() ? "IF EXISTS " : "") + name.toSql(),
              Work.DROP,
              index == null ? null : index.table(),
              index == null ? name : index.name()));
    }
    if (drop.cascade()) {
      var paste = new Paste().say("first drop what depends on the index by itself; then");
      commands.forEach(command -> paste.run(command.sql()));
      return new Impossible("CONCURRENTLY does not go with CASCADE", paste);
    }
    if (commands.size() == 1 && drop.names().size() == 1) {
      var only = commands.get(0);
      var sql = drop.concurrently() ? source.text() : concurrently(source.tokens().get(1).span());
      return new Possible(List.of(new Command(only.kind(), sql, only.undo(), only.index(), null)));
    }
    return new Possible(commands);
  }

  private @Nullable Impossible obstacle(Relation index) {
    if (index.kind() == Relation.Kind.PARTITIONED_INDEX) {
      return new Impossible(
          "DROP INDEX CONCURRENTLY is an error on a partitioned index",
          new Paste().say("keep it as it is, in a migration of its own: the locks are short"));
    }
    if (isSystem(index.name().schema())) {
      return system();
    }
    var backed = backed(index);
    var table = index.table();
    if (backed != null && table != null) {
      return new Impossible(
          "the index backs the constraint " + backed.name(),
          new Paste().run(Target.of(table, null, 0).alter(dropConstraint(backed))));
    }
    return null;
  }

  private ConcurrentForm reindex(Reindex reindex) {
    var name = reindex.name();
    var target = reindex.target().toUpperCase(Locale.ROOT);
    var sql = reindex.concurrently() ? source.text() : concurrently(reindex.targetKeyword());
    if (name != null && target.equals("INDEX")) {
      return reindexOne(name, sql);
    }
    if (name != null && target.equals("TABLE")) {
      var table = catalog.relation(name).orElse(null);
      var home = table == null ? name : table.name();
      return isSystem(home.schema())
          ? system()
          : whole(table == null ? List.of() : List.of(table), sql, home);
    }
    if (name != null && target.equals("SCHEMA")) {
      return isSystem(name.name()) ? system() : whole(catalog.relationsIn(name.name()), sql, null);
    }
    return new Impossible(
        "the system catalogs cannot be reindexed concurrently",
        new Paste()
            .say("outside any transaction, for each schema of yours:")
            .say("REINDEX SCHEMA CONCURRENTLY <schema>;")
            .say("and REINDEX SYSTEM in a maintenance window"));
  }

  private ConcurrentForm reindexOne(QualifiedName name, String sql) {
    var index = catalog.relation(name).orElse(null);
    if (isSystem(index == null ? name.schema() : index.name().schema())) {
      return system();
    }
    var backed = index == null ? null : backed(index);
    if (backed != null && backed.kind() == Constraint.Kind.EXCLUDE) {
      return new Impossible(
          "the index of an exclusion constraint cannot be rebuilt concurrently",
          new Paste().say("a maintenance window"));
    }
    var table = index == null ? null : index.table();
    var qualified = index == null ? name : index.name();
    return new Possible(List.of(Command.index(sql, Work.REINDEX, table, qualified)));
  }

  /** By table, PostgreSQL skips the indexes of exclusion constraints with a warning. */
  private static ConcurrentForm whole(
      List<Relation> tables, String sql, @Nullable QualifiedName home) {
    for (Relation table : tables) {
      for (Constraint constraint : table.constraints()) {
        if (constraint.kind() == Constraint.Kind.EXCLUDE) {
          return new Impossible(
              "it would leave out the index of the exclusion constraint " + constraint.name(),
              new Paste()
                  .say("outside any transaction; leaves out " + constraint.name() + ":")
                  .run(sql)
                  .say("and that index in a maintenance window"));
        }
      }
    }
    return new Possible(List.of(Command.index(sql, Work.REINDEX, home, null)));
  }

  /** The constraint that the index makes hold, or null. */
  private @Nullable Constraint backed(Relation index) {
    var name = index.table();
    var table = name == null ? null : catalog.relation(name).orElse(null);
    if (table == null) {
      return null;
    }
    for (Constraint constraint : table.constraints()) {
      // A foreign key names the index of the other table that it rests on.
      if (constraint.kind() != Constraint.Kind.FOREIGN_KEY
          && index.name().name().equals(constraint.index())) {
        return constraint;
      }
    }
    return null;
  }

  private static String dropConstraint(Constraint constraint) {
    return "DROP CONSTRAINT " + Identifiers.quote(constraint.name());
  }

  private static boolean isSystem(@Nullable String schema) {
    return "pg_catalog".equals(schema);
  }

  private static Impossible system() {
    return new Impossible(
        "indexes of system catalogs have no concurrent form",
        new Paste().say("a maintenance window"));
  }

  private String concurrently(Span keyword) {
    return Edits.of(source).insertAfter(keyword, "CONCURRENTLY").text();
  }
}
