package io.safeddl.rule.advice;

import io.safeddl.catalog.Relation;
import io.safeddl.catalog.model.ObjectNames;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table that an ALTER is about.
 *
 * @param start the words before the action: {@code ALTER TABLE IF EXISTS ONLY public.t}
 * @param name as the user wrote it
 * @param relation what the catalog knows of it, or null
 * @param major PostgreSQL's major version
 */
public record Target(String start, QualifiedName name, @Nullable Relation relation, int major) {
  /** The table of this statement. */
  public static Target of(AlterTable alter, @Nullable Relation relation, int major) {
    var start =
        alter.tag()
            + (alter.ifExists() ? " IF EXISTS " : " ")
            + (alter.only() ? "ONLY " : "")
            + alter.name().toSql();
    return new Target(start, alter.name(), relation, major);
  }

  /** The table of this statement under its full name, whatever the search path will be. */
  public static Target qualified(AlterTable alter, @Nullable Relation relation, int major) {
    return relation == null
        ? of(alter, null, major)
        : of(
            new AlterTable(
                alter.kind(), relation.name(), alter.only(), alter.ifExists(), alter.actions()),
            relation,
            major);
  }

  /** A table by its name. */
  public static Target of(QualifiedName name, @Nullable Relation relation, int major) {
    return new Target("ALTER TABLE " + name.toSql(), name, relation, major);
  }

  /** The statement with this one action. */
  public String alter(String action) {
    return start + " " + action;
  }

  /** The name that PostgreSQL would choose for an object of this table. */
  public String chosenName(List<String> columns, String label) {
    return ObjectNames.of(name.name(), columns, label);
  }

  /** True for a table whose rows are in partitions. */
  public boolean isPartitioned() {
    return relation != null && relation.kind() == Relation.Kind.PARTITIONED_TABLE;
  }
}
