package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.CutName;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An index or a constraint that holds the old column, and its twin that holds the new one. The twin
 * is built beside it; at the cutover the two swap names, and with the old column the old one goes.
 *
 * @param table that it is on
 * @param definition as the server prints it, with the new column in the place of the old one: from
 *     USING on for an index, and for the index behind a key; all of it for other constraints
 * @param timing of a unique constraint: {@code DEFERRABLE …}, or nothing
 * @param validated whether the rows that were there before it have been looked at
 * @param references the other table of a foreign key
 */
record Attached(
    Kind kind,
    TableName table,
    String name,
    String definition,
    String timing,
    boolean validated,
    Optional<TableName> references) {
  /** What it is. */
  enum Kind {
    INDEX,
    UNIQUE_INDEX,
    UNIQUE,
    CHECK,
    FOREIGN_KEY
  }

  /** The twin's name until the cutover. */
  String twin() {
    return CutName.of(name, "_new");
  }

  /** Its own name from the cutover on. */
  String old() {
    return CutName.of(name, "_old");
  }

  /** The twin is an index, or has one behind it. */
  boolean indexed() {
    return kind == Kind.INDEX || kind == Kind.UNIQUE_INDEX || kind == Kind.UNIQUE;
  }

  /** What builds the twin without stopping anybody; each is a transaction of its own. */
  List<String> build() {
    var alter = "ALTER TABLE " + table.toSql() + " ";
    var twin = Identifiers.quote(twin());
    if (!indexed()) {
      var add = alter + "ADD CONSTRAINT " + twin + " " + definition + " NOT VALID";
      return validated ? List.of(add, alter + "VALIDATE CONSTRAINT " + twin) : List.of(add);
    }
    var steps = new ArrayList<String>();
    steps.add(
        "CREATE "
            + (kind == Kind.INDEX ? "" : "UNIQUE ")
            + "INDEX CONCURRENTLY "
            + twin
            + " ON "
            + table.toSql()
            + " "
            + definition);
    if (kind == Kind.UNIQUE) {
      steps.add(alter + "ADD CONSTRAINT " + twin + " UNIQUE USING INDEX " + twin + " " + timing);
    }
    return steps;
  }

  /** The swap of the names. */
  List<String> swap() {
    return List.of(rename(name, old()), rename(twin(), name));
  }

  /** The swap, taken back. */
  List<String> swapBack() {
    return List.of(rename(name, twin()), rename(old(), name));
  }

  private String rename(String from, String to) {
    return kind == Kind.INDEX || kind == Kind.UNIQUE_INDEX
        ? "ALTER INDEX " + table.sibling(from).toSql() + " RENAME TO " + Identifiers.quote(to)
        : "ALTER TABLE "
            + table.toSql()
            + " RENAME CONSTRAINT "
            + Identifiers.quote(from)
            + " TO "
            + Identifiers.quote(to);
  }
}
