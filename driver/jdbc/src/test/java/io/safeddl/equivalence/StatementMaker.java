package io.safeddl.equivalence;

import static io.safeddl.equivalence.Picker.list;

import io.safeddl.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes statements of every family that the driver carries out by other means. */
final class StatementMaker {
  private final Picker pick;
  private final int major;
  private final Made main;
  private final Made referenced;
  private final @Nullable Made loner;

  /** The tables' schema is the first of the search path. */
  private final boolean first;

  StatementMaker(
      Picker pick, int major, Made main, Made referenced, @Nullable Made loner, boolean first) {
    this.pick = pick;
    this.major = major;
    this.main = main;
    this.referenced = referenced;
    this.loner = loner;
    this.first = first;
  }

  List<String> several() {
    var statements = new ArrayList<String>();
    if (loner != null && pick.oneIn(3)) {
      statements.add(attach());
    }
    for (var left = 1 + pick.below(4); left > 0; left--) {
      statements.add(one());
    }
    return statements;
  }

  private String one() {
    return switch (pick.below(loner == null ? 13 : 17)) {
      case 0, 1, 2 -> createIndex();
      case 3 -> dropIndex();
      case 4 -> reindex();
      case 5 -> alter(pick.below(3) == 0 ? table() : main, unique());
      case 6 -> alter(main, primaryKey());
      case 7 -> alter(main, foreignKey());
      case 8 -> alter(pick.below(3) == 0 ? table() : main, check());
      case 9 -> alter(main, notNull());
      case 10 -> alter(main, addColumn());
      case 11 -> alter(main, several(2 + pick.below(2)));
      case 12 -> alter(main, "VALIDATE CONSTRAINT " + constraint());
      default -> attach();
    };
  }

  private Made table() {
    return pick.one(main.family());
  }

  private String name(Made table) {
    return first && table.schema().equals(main.schema()) && pick.oneIn(2)
        ? Identifiers.quote(table.name())
        : table.sql();
  }

  private String alter(Made table, String action) {
    return "ALTER TABLE "
        + pick.sometimes(8, "IF EXISTS ")
        + pick.sometimes(10, "ONLY ")
        + name(table)
        + " "
        + action;
  }

  private String column() {
    return pick.one(main.columns());
  }

  private String quotedColumn() {
    return Identifiers.quote(column());
  }

  private String constraint() {
    return pick.text("c_new", "old_check", "old_key", "\"C New\"", "named_key");
  }

  private String named() {
    return pick.oneIn(2) ? "CONSTRAINT " + constraint() + " " : "";
  }

  private String createIndex() {
    var unique = pick.oneIn(3);
    var table = pick.oneIn(4) ? table() : main;
    var name = pick.text("", "", "i_new", "\"I New\"", "taken_unique");
    var columns = pick.some(main.columns(), 3);
    var keys = new ArrayList<String>();
    for (var column : unique && !pick.oneIn(6) ? WorldMaker.key(main, columns.get(0)) : columns) {
      keys.add(key(column));
    }
    return "CREATE "
        + (unique ? "UNIQUE " : "")
        + "INDEX "
        + (name.isEmpty() ? "" : pick.sometimes(4, "IF NOT EXISTS ") + name + " ")
        + "ON "
        + pick.sometimes(12, "ONLY ")
        + name(table)
        + (pick.oneIn(10) && !unique
            ? " USING hash (" + quotedColumn() + ")"
            : " (" + String.join(", ", keys) + ")")
        + pick.sometimes(8, " INCLUDE (" + quotedColumn() + ")")
        + (major >= 15 && unique ? pick.sometimes(6, " NULLS NOT DISTINCT") : "")
        + pick.sometimes(12, " WITH (fillfactor = 70)")
        + pick.sometimes(8, " WHERE " + quotedColumn() + " IS NOT NULL");
  }

  private String key(String column) {
    var quoted = Identifiers.quote(column);
    return switch (pick.below(14)) {
      case 0 -> quoted + " DESC NULLS LAST";
      case 1 -> "(" + quoted + "::text)".replace("::text)", " IS NULL)");
      case 2 -> "lower(" + quoted + "::text)";
      default -> quoted;
    };
  }

  private String index() {
    var schema = Identifiers.quote(main.schema()) + ".";
    return (first && pick.oneIn(2) ? "" : schema)
        + pick.text(
            "i_new",
            "by_text",
            "taken_unique",
            Identifiers.quote(main.name() + "_a_idx"),
            Identifiers.quote(main.name() + "_pkey"));
  }

  private String dropIndex() {
    return "DROP INDEX "
        + pick.sometimes(3, "IF EXISTS ")
        + index()
        + pick.sometimes(5, ", " + index())
        + pick.sometimes(8, " CASCADE");
  }

  private String reindex() {
    return pick.oneIn(2) ? "REINDEX TABLE " + name(table()) : "REINDEX INDEX " + index();
  }

  private String unique() {
    if (pick.oneIn(6)) {
      return "ADD " + named() + "UNIQUE USING INDEX taken_unique";
    }
    return "ADD "
        + named()
        + "UNIQUE "
        + (major >= 15 ? pick.sometimes(8, "NULLS NOT DISTINCT ") : "")
        + "("
        + list(WorldMaker.key(main, column()))
        + ")"
        + pick.sometimes(6, " INCLUDE (" + quotedColumn() + ")")
        + pick.sometimes(6, pick.text(" DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"));
  }

  private String primaryKey() {
    return "ADD "
        + named()
        + "PRIMARY KEY ("
        + list(WorldMaker.key(main, pick.oneIn(3) ? column() : WorldMaker.ID))
        + ")"
        + pick.sometimes(6, " INCLUDE (" + quotedColumn() + ")");
  }

  private String foreignKey() {
    var column = pick.oneIn(4) || !main.columns().contains("ref") ? column() : "ref";
    return "ADD "
        + named()
        + "FOREIGN KEY ("
        + Identifiers.quote(column)
        + ") "
        + references()
        + pick.sometimes(6, " NOT VALID");
  }

  private String references() {
    return "REFERENCES "
        + referenced.sql()
        + pick.text("", " (id)", " (code)")
        + pick.sometimes(5, " MATCH FULL")
        + pick.sometimes(
            4, pick.text(" ON DELETE CASCADE", " ON DELETE SET NULL", " ON UPDATE RESTRICT"))
        + pick.sometimes(5, pick.text(" DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"));
  }

  private String check() {
    var column = quotedColumn();
    var condition =
        pick.text(
            "id > 0",
            "id > 0 AND k >= 0",
            column + " IS NOT NULL",
            "id <> k + 1000",
            "length(" + column + "::text) < 50",
            "id < 10");
    return "ADD "
        + named()
        + "CHECK ("
        + condition
        + ")"
        + pick.sometimes(8, " NO INHERIT")
        + pick.sometimes(6, " NOT VALID");
  }

  private String notNull() {
    if (major >= 18 && pick.oneIn(4)) {
      return "ADD " + named() + "NOT NULL " + quotedColumn();
    }
    return "ALTER " + pick.sometimes(2, "COLUMN ") + quotedColumn() + " SET NOT NULL";
  }

  private String addColumn() {
    return "ADD COLUMN "
        + pick.sometimes(6, "IF NOT EXISTS ")
        + pick.text("fresh", "\"Fresh One\"")
        + pick.text(
            " int",
            " int CHECK (id > 0)",
            " int UNIQUE",
            " int DEFAULT 7 NOT NULL",
            " int DEFAULT 7 CONSTRAINT c_new CHECK (id > 0)",
            " int " + references(),
            " int DEFAULT 1 " + references(),
            " int PRIMARY KEY",
            " text DEFAULT 'x' NOT NULL CHECK (id > 0) UNIQUE",
            " timestamptz DEFAULT now()");
  }

  private String several(int count) {
    var actions = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      actions.add(
          switch (pick.below(8)) {
            case 0 -> unique();
            case 1 -> foreignKey();
            case 2, 3 -> check();
            case 4, 5 -> notNull();
            case 6 -> "ALTER " + quotedColumn() + " SET STATISTICS 50";
            default -> addColumn();
          });
    }
    return String.join(", ", actions);
  }

  private String attach() {
    var free = main.free();
    if (loner == null || free == null) {
      throw new IllegalStateException("nothing to attach");
    }
    return "ALTER TABLE "
        + name(main)
        + " ATTACH PARTITION "
        + name(loner)
        + " "
        + (pick.oneIn(10) ? "DEFAULT" : free);
  }
}
