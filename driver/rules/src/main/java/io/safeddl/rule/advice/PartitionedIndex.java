package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.model.IndexKeyNames;
import io.safeddl.catalog.model.ObjectNames;
import io.safeddl.effect.IndexMatch;
import io.safeddl.rule.advice.Command.Work;
import io.safeddl.rule.advice.ConcurrentForm.Impossible;
import io.safeddl.rule.advice.ConcurrentForm.Possible;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.Statement.CreateIndex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index on a partitioned table, where CONCURRENTLY is an error: an empty one for each level, a
 * concurrent one for each leaf, each attached (manual section 5.12.2.2).
 *
 * <p>Indexes that partitions have already are attached as PostgreSQL would attach them, but at the
 * very end: what is attached goes with the parent's index when that is dropped, and there is no
 * other way to take a failed plan back.
 *
 * <p>Beside partitions that are foreign tables, which have no indexes, the parent's index would
 * never become valid so ({@code validatePartitionedIndex} counts all partitions). There the plain
 * statement comes last, and takes the indexes that the leaves have by then.
 */
final class PartitionedIndex {
  private final CreateIndex index;
  private final ChosenNames names;
  private final List<String> columns;

  /** The words before the name: {@code CREATE UNIQUE INDEX}. */
  private final String head;

  /** The words behind the table: {@code (a, b) WHERE …}. */
  private final String tail;

  private final List<String> doubts = new ArrayList<>();
  private final List<String> levels = new ArrayList<>();
  private final List<Command> builds = new ArrayList<>();
  private final List<String> attaches = new ArrayList<>();
  private final List<String> attachesOfOthers = new ArrayList<>();

  private PartitionedIndex(SourceStatement source, CreateIndex index, Catalog catalog) {
    this.index = index;
    this.names = new ChosenNames(catalog);
    this.columns = IndexKeyNames.of(index);
    this.head = "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX ";
    this.tail = " " + behindTable(source, index);
  }

  /** The form; {@code partitioned} is the table. */
  static ConcurrentForm of(
      SourceStatement source, CreateIndex index, Relation partitioned, Catalog catalog) {
    var form = new PartitionedIndex(source, index, catalog);
    var tree = PartitionTree.of(partitioned, catalog, form.doubts::add);
    return form.of(tree);
  }

  private ConcurrentForm of(PartitionTree tree) {
    var given = index.name();
    if (!IndexKeyNames.areCertain(index)) {
      doubts.add("how PostgreSQL would name the partitions' indexes depends on the expression");
    }
    if (tree.table().indexes().stream().anyMatch(this::mayBeTheSame)) {
      doubts.add("the table may have such an index already");
    }
    var name =
        given == null
            ? names.index(tree.table(), columns)
            : names.given(tree.table(), ObjectNames.truncate(given.name()));
    if (tree.foreign() && index.unique()) {
      doubts.add(PartitionTree.NO_UNIQUE_INDEX);
    }
    if (tree.foreign()) {
      leaves(tree);
    } else {
      level(tree, name);
    }
    if (!names.areCertain()) {
      doubts.add("it is not certain which partition's index PostgreSQL would give which name");
    }
    var commands =
        tree.foreign()
            ? withForeign(tree.table())
            : commands("DROP INDEX IF EXISTS " + name.toSql());
    if (!doubts.isEmpty()) {
      return new Impossible(
          "CREATE INDEX CONCURRENTLY is an error on a partitioned table, and " + doubts.get(0),
          Recipe.paste(commands));
    }
    return tree.children().isEmpty()
        ? new Impossible(
            "CREATE INDEX CONCURRENTLY is an error on a partitioned table",
            Recipe.paste(commands)
                .say(
                    "then for each partition: CREATE INDEX CONCURRENTLY, and ALTER INDEX "
                        + name.toSql()
                        + " ATTACH PARTITION …"))
        : new Possible(commands);
  }

  /** An index for each leaf, under the names and in the order in which the server would choose. */
  private void leaves(PartitionTree tree) {
    for (PartitionTree child : tree.children()) {
      var existing = existing(child.table());
      if (existing != null && existing.valid()) {
        continue;
      }
      if (existing != null && child.isLeaf()) {
        dropLeftover(child.table(), existing);
      }
      var own = names.index(child.table(), columns);
      if (child.isLeaf()) {
        builds.add(build(child.table(), own));
      } else {
        leaves(child);
      }
    }
  }

  private List<Command> withForeign(Relation table) {
    var commands = new ArrayList<>(builds);
    commands.add(
        Command.guarded(
            head
                + (index.name() == null
                    ? ""
                    : Identifiers.quote(ObjectNames.truncate(index.name().name())) + " ")
                + "ON "
                + table.name().toSql()
                + tail));
    return commands;
  }

  private List<Command> commands(String undo) {
    var commands = new ArrayList<Command>();
    commands.add(Command.guarded(String.join(";\n", levels), undo));
    commands.addAll(builds);
    attaches.forEach(attach -> commands.add(Command.guarded(attach, undo)));
    if (!attachesOfOthers.isEmpty()) {
      commands.add(Command.guarded(String.join(";\n", attachesOfOthers), undo));
    }
    return commands;
  }

  /** A partitioned table: an empty index of its own, and what its partitions need. */
  private void level(PartitionTree tree, QualifiedName name) {
    levels.add(
        head + Identifiers.quote(name.name()) + " ON ONLY " + tree.table().name().toSql() + tail);
    for (PartitionTree child : tree.children()) {
      var existing = existing(child.table());
      if (existing != null && existing.valid()) {
        attachesOfOthers.add(attach(name, existing.name()));
        continue;
      }
      if (existing != null && child.isLeaf()) {
        dropLeftover(child.table(), existing);
      }
      var own = names.index(child.table(), columns);
      if (child.isLeaf()) {
        builds.add(build(child.table(), own));
        attaches.add(attach(name, own));
      } else {
        level(child, own);
        levels.add(attach(name, own));
      }
    }
  }

  private Command build(Relation leaf, QualifiedName own) {
    return Command.create(
        head
            + "CONCURRENTLY "
            + Identifiers.quote(own.name())
            + " ON "
            + leaf.name().toSql()
            + tail,
        leaf.name(),
        own);
  }

  /** An INVALID one would keep the parent's index INVALID for ever. */
  private void dropLeftover(Relation leaf, Index leftover) {
    names.free(leftover.name());
    builds.add(
        Command.index(
            "DROP INDEX CONCURRENTLY IF EXISTS " + leftover.name().toSql(),
            Work.DROP,
            leaf.name(),
            leftover.name()));
  }

  /** The partition's index that PostgreSQL would take, or null. */
  private @Nullable Index existing(Relation partition) {
    Index found = null;
    for (Index own : partition.indexes()) {
      var answer = IndexMatch.like(own, index);
      if (answer == IndexMatch.Answer.UNSURE
          || (answer == IndexMatch.Answer.YES && found != null)) {
        doubts.add(
            "it is not certain whether PostgreSQL would take " + own.name().toSql() + " for it");
      } else if (answer == IndexMatch.Answer.YES) {
        found = own;
      }
    }
    if (found != null && !found.valid() && partition.kind() == Relation.Kind.PARTITIONED_TABLE) {
      doubts.add(found.name().toSql() + " is INVALID: it lacks indexes of partitions");
    }
    return found;
  }

  private boolean mayBeTheSame(Index other) {
    return IndexMatch.like(other, index) != IndexMatch.Answer.NO;
  }

  private static String attach(QualifiedName parent, QualifiedName child) {
    return "ALTER INDEX " + parent.toSql() + " ATTACH PARTITION " + child.toSql();
  }

  private static String behindTable(SourceStatement source, CreateIndex index) {
    List<Token> tokens = source.tokens();
    var i = 0;
    while (tokens.get(i).start() < index.onKeyword().end()) {
      i++;
    }
    if (tokens.get(i).is("only")) {
      i++;
    }
    i++;
    while (i + 1 < tokens.size() && tokens.get(i).isSymbol(".")) {
      i += 2;
    }
    if (i < tokens.size() && tokens.get(i).isSymbol("*")) {
      i++;
    }
    return i < tokens.size()
        ? source.script().substring(tokens.get(i).start(), source.span().end())
        : "";
  }
}
