package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.model.ObjectNames;
import io.safeddl.effect.BoundProof;
import io.safeddl.effect.IndexMatch;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.Command.Violation;
import io.safeddl.rule.advice.Form.Obstacle;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.AlterAction.AttachPartition;
import io.safeddl.sql.tree.PartitionBound;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ATTACH PARTITION, with everything done before that PostgreSQL would do under ACCESS EXCLUSIVE:
 * CHECKs that prove the bound, of the new partition and of the default one, and the parent's
 * indexes (manual section 5.12.2.2). The CHECKs go in the transaction of the ATTACH.
 */
final class AttachRecipe {
  private static final String NO_PROOF =
      "the bound is not said as a CHECK that PostgreSQL is known to take for a proof: the partition"
          + " key has an expression, or an operator class or collation of its own, or is a HASH of"
          + " text, or a value is no plain constant";

  private final Catalog catalog;
  private final Relation parent;
  private final Relation child;
  private final ChosenNames names;
  private final List<Command> prechecks = new ArrayList<>();
  private final List<Command> builds = new ArrayList<>();
  private final List<Command> checks = new ArrayList<>();
  private final List<String> afterwards = new ArrayList<>();

  private AttachRecipe(Catalog catalog, Relation parent, Relation child) {
    this.catalog = catalog;
    this.parent = parent;
    this.child = child;
    this.names = new ChosenNames(catalog);
  }

  /**
   * The recipe, or why the bound cannot be proved, or null where it is not certain what is equal.
   */
  static @Nullable Form of(SourceStatement source, AlterTable alter, Catalog catalog) {
    if (alter.actions().size() != 1
        || !(alter.actions().get(0) instanceof AttachPartition attach)) {
      return null;
    }
    var parent = catalog.relation(alter.name()).orElse(null);
    var child = catalog.relation(attach.partition()).orElse(null);
    var proof = BoundProof.of(parent, attach.bound(), catalog::relation);
    if (parent != null
        && proof == null
        && !parent.partitionKeyed().isEmpty()
        && !needsDatabase(parent, attach.bound())) {
      return new Obstacle(NO_PROOF, null);
    }
    if (parent == null
        || child == null
        || proof == null
        || !child.isTable()
        || child.temporary()
        || child.isPartition()
        || !catalog.knowsAllOf(child.name())
        || !isAlike(parent, child)) {
      return null;
    }
    return new AttachRecipe(catalog, parent, child).of(source, proof);
  }

  /** The OID of the parent is a part of a HASH, the other partitions are a part of DEFAULT. */
  private static boolean needsDatabase(Relation parent, PartitionBound bound) {
    return parent.oid() == 0 && (bound.isDefault() || bound.isHash());
  }

  /** What the server asks of a partition, and would say only after all the work. */
  private static boolean isAlike(Relation parent, Relation child) {
    for (Column column : parent.columns()) {
      var own = child.column(column.name()).orElse(null);
      if (own == null
          || !own.type().name().equals(column.type().name())
          || (column.notNull() && !own.notNull())) {
        return false;
      }
    }
    return child.columns().size() == parent.columns().size()
        && parent.constraints().stream()
            .filter(c -> c.kind() == Constraint.Kind.CHECK && !c.noInherit())
            .allMatch(c -> child.constraint(c.name()).isPresent());
  }

  private @Nullable Recipe of(SourceStatement source, BoundProof proof) {
    if (!proof.fits(RelationRef.of(child))) {
      check(
          child,
          proof.condition(),
          "partition constraint of relation \""
              + child.name().name()
              + "\" is violated by some row");
    }
    var byDefault = defaultPartition();
    if (byDefault.isPresent() && !proof.excludes(RelationRef.of(byDefault.get()))) {
      check(
          byDefault.get(),
          proof.exclusion(),
          "updated partition constraint for default partition \""
              + byDefault.get().name().name()
              + "\" would be violated by some row");
    }
    for (Index index : parent.indexes()) {
      if (!hasIndex(index) && !build(index)) {
        return null;
      }
    }
    for (Constraint key : parent.constraints()) {
      if (key.kind() == Constraint.Kind.FOREIGN_KEY && !foreignKey(key)) {
        return null;
      }
    }
    if (!names.areCertain()) {
      return null;
    }
    var sql = new ArrayList<String>();
    sql.add(source.text());
    sql.addAll(afterwards);
    var commands = new ArrayList<Command>();
    commands.addAll(prechecks);
    commands.addAll(builds);
    // Last: they already reject rows, the default partition's such as the new one is to have.
    commands.addAll(checks);
    commands.add(Command.guarded(String.join(";\n", sql)));
    return new Recipe(commands, Set.of("attach-partition", "table-scan", Recipe.LONG_WORK));
  }

  private Optional<Relation> defaultPartition() {
    for (QualifiedName name : parent.children()) {
      var partition = catalog.relation(name);
      if (partition.map(Relation::defaultPartition).orElse(false)) {
        return partition;
      }
    }
    return Optional.empty();
  }

  private void check(Relation table, String condition, String violated) {
    var name =
        Identifiers.quote(
            ObjectNames.choose(
                table.name().name(), null, "bound", n -> table.constraint(n).isPresent()));
    var alter = "ALTER TABLE " + table.name().toSql() + " ";
    var drop = alter + "DROP CONSTRAINT ";
    prechecks.add(
        Command.precheck(
            "SELECT "
                + key(table)
                + " FROM "
                + table.name().toSql()
                + " WHERE NOT ("
                + condition
                + ") LIMIT 3",
            new Violation("23514", violated)));
    checks.add(
        Command.guarded(
            alter + "ADD CONSTRAINT " + name + " CHECK (" + condition + ") NOT VALID",
            drop + "IF EXISTS " + name));
    checks.add(Command.online(alter + "VALIDATE CONSTRAINT " + name));
    afterwards.add(drop + name);
  }

  private static String key(Relation table) {
    for (Constraint constraint : table.constraints()) {
      if (constraint.kind() == Constraint.Kind.PRIMARY_KEY) {
        return String.join(", ", constraint.columns().stream().map(Identifiers::quote).toList());
      }
    }
    return "tableoid::regclass, ctid";
  }

  private boolean hasIndex(Index parents) {
    return child.indexes().stream().anyMatch(own -> IndexMatch.isEqual(own, parents));
  }

  /** False where it is not certain what the server would build, or take. */
  private boolean build(Index parents) {
    var using = IndexMatch.using(parents);
    if (child.kind() == Relation.Kind.PARTITIONED_TABLE
        || using.isEmpty()
        || parents.columns().contains("")
        || parents.partial()
        || child.indexes().stream().anyMatch(own -> own.columns().equals(parents.columns()))) {
      return false;
    }
    var columns = new ArrayList<>(parents.columns());
    columns.addAll(parents.includedColumns());
    var key =
        parents.constraint() == null ? null : parent.constraint(parents.constraint()).orElse(null);
    if (parents.constraint() != null && (key == null || key.kind() == Constraint.Kind.EXCLUDE)) {
      return false;
    }
    var name =
        key == null ? names.index(child, columns) : names.key(child, parents.primary(), columns);
    builds.add(
        Command.create(
            "CREATE "
                + (parents.unique() ? "UNIQUE " : "")
                + "INDEX CONCURRENTLY "
                + Identifiers.quote(name.name())
                + " ON "
                + child.name().toSql()
                + using,
            child.name(),
            name));
    if (key != null) {
      var alter = "ALTER TABLE " + child.name().toSql() + " ";
      var quoted = Identifiers.quote(name.name());
      builds.add(
          Command.guarded(
              alter
                  + "ADD CONSTRAINT "
                  + quoted
                  + (parents.primary() ? " PRIMARY KEY" : " UNIQUE")
                  + " USING INDEX "
                  + quoted
                  + deferral(key),
              alter + "DROP CONSTRAINT IF EXISTS " + quoted));
    }
    return true;
  }

  /**
   * The parent's foreign key for the partition too, which keeps it; false where it is not certain
   * that it would.
   */
  private boolean foreignKey(Constraint key) {
    var own =
        child.constraints().stream()
            .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY)
            .filter(c -> c.columns().equals(key.columns()))
            .toList();
    if (!own.isEmpty()) {
      return own.size() == 1
          && own.get(0).validated()
          && own.get(0).definition().equals(key.definition());
    }
    var referenced =
        key.references() == null ? null : catalog.relation(key.references()).orElse(null);
    if (referenced == null
        || referenced.kind() != Relation.Kind.TABLE
        || !key.validated()
        || !key.enforced()
        || key.definition().isEmpty()
        || child.constraint(key.name()).isPresent()) {
      return false;
    }
    var alter = "ALTER TABLE " + child.name().toSql() + " ";
    var name = Identifiers.quote(key.name());
    builds.add(
        Command.guarded(
            alter + "ADD CONSTRAINT " + name + " " + key.definition() + " NOT VALID",
            alter + "DROP CONSTRAINT IF EXISTS " + name));
    builds.add(Command.online(alter + "VALIDATE CONSTRAINT " + name));
    return true;
  }

  /** What {@code pg_get_constraintdef} says of it at the very end. */
  private static String deferral(Constraint key) {
    var at = key.definition().indexOf(" DEFERRABLE");
    return at < 0 ? "" : key.definition().substring(at);
  }
}
