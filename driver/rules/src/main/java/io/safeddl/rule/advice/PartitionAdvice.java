package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.BoundProof;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.AlterAction.AttachPartition;
import io.safeddl.sql.tree.Statement.CreateTable;
import java.util.List;

/**
 * A partition comes without a scan when a valid CHECK already proves its bound, NOT NULL of the
 * keys included (manual section 5.12.2.2), and without a build when it has the parent's indexes.
 */
public final class PartitionAdvice {
  private PartitionAdvice() {}

  /**
   * For ATTACH PARTITION.
   *
   * @param action the action as the user wrote it
   */
  public static Paste attach(
      Target parent, AttachPartition attach, String action, Catalog catalog) {
    var child =
        Target.of(
            attach.partition(),
            catalog.relation(attach.partition()).orElse(null),
            catalog.majorVersion());
    var relation = parent.relation();
    if (relation != null && BoundProof.isOutOfReach(relation, attach.bound())) {
      return new Paste()
          .say("no CHECK can prove the bound of a hash partition whose key has a collation: create")
          .say("the partition empty and move the rows in batches, or attach it in a maintenance")
          .say("window, with the comment below");
    }
    var proof = Identifiers.quote(child.chosenName(List.of(), "bound"));
    var paste =
        new Paste()
            .say("on " + child.name().toSql() + ": a CHECK that says what the bound says, with")
            .say("IS NOT NULL for each key column that may be null; then the parent's indexes,")
            .say("each built concurrently:")
            .say(child.alter("ADD CONSTRAINT " + proof + " CHECK (…) NOT VALID;"))
            .say(child.alter("VALIDATE CONSTRAINT " + proof + ";"));
    sayDefault(paste, parent, catalog);
    return paste
        .say("then this reads and builds nothing:")
        .say(parent.alter(action + ";"))
        .say(child.alter("DROP CONSTRAINT " + proof + ";"));
  }

  /** For CREATE TABLE … PARTITION OF where there is a default partition. */
  public static Paste create(CreateTable create) {
    var parent = create.partitionOf();
    var bound = create.bound();
    var paste =
        new Paste()
            .say("a table of its own, attached once the default partition has a valid CHECK that")
            .say("excludes the new bound (ADD … NOT VALID, then VALIDATE):");
    return parent == null || bound == null
        ? paste
        : paste
            .run(
                "CREATE TABLE "
                    + create.name().toSql()
                    + " (LIKE "
                    + parent.toSql()
                    + " INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)")
            .say(
                "ALTER TABLE "
                    + parent.toSql()
                    + " ATTACH PARTITION "
                    + create.name().toSql()
                    + " "
                    + bound.text()
                    + ";");
  }

  private static void sayDefault(Paste paste, Target parent, Catalog catalog) {
    var relation = parent.relation();
    for (QualifiedName name : relation == null ? List.<QualifiedName>of() : relation.children()) {
      if (catalog.relation(name).map(child -> child.defaultPartition()).orElse(false)) {
        paste.say(
            "the default partition "
                + name.toSql()
                + " needs a valid CHECK that excludes the bound");
      }
    }
  }
}
