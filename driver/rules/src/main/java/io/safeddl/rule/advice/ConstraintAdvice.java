package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.Identifiers;
import java.util.List;

/** How CHECK, FOREIGN KEY and NOT NULL come without a scan under a strong lock. */
public final class ConstraintAdvice {
  private ConstraintAdvice() {}

  /**
   * NOT VALID, then VALIDATE in another transaction, which reads the rows under SHARE UPDATE
   * EXCLUSIVE (manual, ALTER TABLE, Notes).
   *
   * @param named the constraint with its name: {@code CONSTRAINT c CHECK (…)}
   * @param name the name as SQL text
   */
  public static Paste notValid(Target table, String named, String name) {
    return new Paste()
        .run(table.alter("ADD " + named + " NOT VALID"))
        .say("commit; then, outside any transaction that holds more:")
        .run(table.alter("VALIDATE CONSTRAINT " + name));
  }

  /**
   * A foreign key. On a partitioned referencing table NOT VALID exists only from 18 on (manual 18,
   * ALTER TABLE); before, each leaf gets its own, and the parent takes them over without a scan.
   */
  public static Paste foreignKey(Target table, String named, String name, Catalog catalog) {
    var relation = table.relation();
    if (relation == null || !table.isPartitioned() || table.major() >= 18) {
      return notValid(table, named, name);
    }
    var paste = new Paste();
    for (Relation leaf : PartitionTree.of(relation, catalog, doubt -> {}).leaves()) {
      paste.add(notValid(Target.of(leaf.name(), leaf, table.major()), named, name));
    }
    return paste
        .say(
            "when each of them has it, the parent takes it over without a scan\n"
                + "(a short ACCESS EXCLUSIVE on the referenced table):")
        .run(table.alter("ADD " + named));
  }

  /**
   * NOT NULL: from 18 on the constraint itself can be NOT VALID; before, a valid CHECK proves it
   * (manual, ALTER TABLE, SET NOT NULL).
   */
  public static Paste notNull(Target table, String column) {
    var name = Identifiers.quote(table.chosenName(List.of(column), "not_null"));
    var quoted = Identifiers.quote(column);
    if (table.major() >= 18) {
      return notValid(table, "CONSTRAINT " + name + " NOT NULL " + quoted, name);
    }
    return provenNotNull(table, column)
        .run(table.alter("ALTER COLUMN " + quoted + " SET NOT NULL"))
        .run(table.alter("DROP CONSTRAINT " + name));
  }

  /** The proof alone: a valid CHECK that the column is not null. */
  static Paste provenNotNull(Target table, String column) {
    var name = Identifiers.quote(table.chosenName(List.of(column), "not_null"));
    var check = "CONSTRAINT " + name + " CHECK (" + Identifiers.quote(column) + " IS NOT NULL)";
    return notValid(table, check, name);
  }
}
