package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.CutName;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that holds the old column: an index, a constraint, another table's foreign key that
 * points at it. Its twin holds the new one and is built beside it. At the cutover the two swap
 * names, and with the old column the old one goes.
 *
 * <p>Some go at the cutover already, and are built again for the way back: of a primary key there
 * is one, and all that would be in the way of what is written from then on. The old column is null
 * where a value is beyond it, so a foreign key cannot point at it any more, nor may a constraint
 * ask more of it than a null fulfils; and what a foreign key writes to it (ON DELETE SET NULL, ON
 * UPDATE CASCADE) the mirror takes back, and a row of the same transaction would be found to point
 * at nothing.
 *
 * @param self its name, with the schema that it is in
 * @param table that it is on
 * @param partitioned that table is partitioned, and holds no rows
 * @param parent that of the table above, where the table is a partition and has it from there
 * @param definition as the server prints it, with the new column in the place of the old one: from
 *     USING on for an index, and for the index behind a key; the columns and all behind them for a
 *     key of a partitioned table; what stands behind the name of statistics; all of it for other
 *     constraints. The primary key of a partitioned table is made when the names are swapped, and
 *     has the column under the name that it has before and after
 * @param definitionBack the same behind the cutover, with the old column under its name there
 * @param timing of a key: {@code DEFERRABLE …}, or nothing
 * @param validated whether the rows that were there before it have been looked at
 * @param references the other table of a foreign key
 * @param replaced the old one goes at the cutover
 * @param marks what else has been said of it
 */
record Attached(
    Kind kind,
    TableName self,
    TableName table,
    boolean partitioned,
    Optional<TableName> parent,
    String definition,
    String definitionBack,
    String timing,
    boolean validated,
    Optional<TableName> references,
    boolean replaced,
    Marks marks) {
  /** What it is. */
  enum Kind {
    INDEX("index"),
    UNIQUE_INDEX("unique index"),
    UNIQUE("unique constraint"),
    PRIMARY_KEY("primary key"),
    CHECK("CHECK"),
    FOREIGN_KEY("foreign key"),
    /** A foreign key, of this table or another one, that points at the column. */
    REFERENCE("foreign key that points at it,"),
    STATISTICS("extended statistics");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As people call it. */
    String words() {
      return words;
    }
  }

  /** Its name, without the schema. */
  String name() {
    return self.name();
  }

  /** The twin's name until the cutover. */
  String twin() {
    return twin(name());
  }

  /** The old one's name from the cutover on. */
  String old() {
    return old(name());
  }

  /** What the twin of one of that name is called. */
  static String twin(String name) {
    return CutName.of(name, "_new");
  }

  /** What one of that name is called behind the cutover. */
  static String old(String name) {
    return CutName.of(name, "_old");
  }

  /** It is an index, or has one behind it. */
  boolean indexed() {
    return switch (kind) {
      case INDEX, UNIQUE_INDEX, UNIQUE, PRIMARY_KEY -> true;
      case CHECK, FOREIGN_KEY, REFERENCE, STATISTICS -> false;
    };
  }

  /** The tables that a change of the old one locks. */
  Stream<TableName> tables() {
    return Stream.concat(Stream.of(table), references.stream());
  }

  /** Another change has made this of the other one, or that of this: it has been built. */
  boolean twins(Attached other) {
    return table.equals(other.table) && (name().equals(other.twin()) || name().equals(other.old()));
  }

  /** What builds the twin without stopping anybody; each is a transaction of its own. */
  List<String> build() {
    return build(twin(), definition, parent.map(it -> it.sibling(twin(it.name()))));
  }

  /** What builds, behind the cutover, the one on the old column, where it is not there any more. */
  List<String> buildBack() {
    return build(old(), definitionBack, parent.map(it -> it.sibling(old(it.name()))));
  }

  private List<String> build(String name, String text, Optional<TableName> above) {
    var it = Identifiers.quote(name);
    return switch (kind) {
      case INDEX, UNIQUE_INDEX, UNIQUE, PRIMARY_KEY -> index(name, text, above);
      case STATISTICS -> List.of("CREATE STATISTICS " + self.sibling(name).toSql() + " " + text);
      case CHECK, FOREIGN_KEY, REFERENCE -> {
        var add = table.alter() + "ADD CONSTRAINT " + it + " " + text;
        if (partitioned && kind != Kind.CHECK) {
          // Those of the partitions are there by then, and are taken over as they are.
          yield List.of(add);
        }
        yield validated
            ? List.of(add + " NOT VALID", table.alter() + "VALIDATE CONSTRAINT " + it)
            : List.of(add + " NOT VALID");
      }
    };
  }

  private List<String> index(String name, String text, Optional<TableName> above) {
    var it = Identifiers.quote(name);
    var steps = new ArrayList<String>();
    if (partitioned && kind == Kind.PRIMARY_KEY) {
      return steps; // It is made of those of the partitions, at the cutover.
    }
    if (partitioned && kind == Kind.UNIQUE) {
      steps.add(alterOnly() + "ADD CONSTRAINT " + it + " UNIQUE " + text);
    } else {
      steps.add(
          "CREATE "
              + (kind == Kind.INDEX ? "" : "UNIQUE ")
              + "INDEX "
              + (partitioned ? "" : "CONCURRENTLY ")
              + it
              + " ON "
              + (partitioned ? "ONLY " : "")
              + table.toSql()
              + " "
              + text);
      if (kind == Kind.UNIQUE) {
        steps.add(
            table.alter() + "ADD CONSTRAINT " + it + " UNIQUE USING INDEX " + it + " " + timing);
      }
    }
    if (kind != Kind.PRIMARY_KEY) {
      above.ifPresent(whole -> steps.add(attach(whole, name)));
    }
    return steps;
  }

  /** What goes before the columns change their names. */
  List<String> takeDown() {
    if (!replaced || parent.isPresent()) {
      return List.of();
    }
    return List.of(
        kind == Kind.INDEX || kind == Kind.UNIQUE_INDEX
            ? "DROP INDEX " + self.toSql()
            : table.alter() + "DROP CONSTRAINT " + Identifiers.quote(name()));
  }

  /** Behind them, the twin takes over. */
  List<String> takeOver() {
    return takeOver(twin(), old());
  }

  /** The same, taken back. */
  List<String> giveBack() {
    return takeOver(old(), twin());
  }

  private List<String> takeOver(String taker, String aside) {
    var statements = new ArrayList<String>();
    if (kind == Kind.PRIMARY_KEY) {
      var key = "ADD CONSTRAINT " + Identifiers.quote(name()) + " PRIMARY KEY ";
      statements.add(
          partitioned
              ? alterOnly() + key + definition
              : table.alter() + key + "USING INDEX " + Identifiers.quote(taker) + " " + timing);
      parent.ifPresent(whole -> statements.add(attach(whole, name())));
    } else {
      if (!replaced) {
        statements.add(rename(name(), aside));
      }
      statements.add(rename(taker, name()));
    }
    statements.addAll(marks.on(this, replaced ? Optional.empty() : Optional.of(aside)));
    return statements;
  }

  /** What of the twin does not go with the new column. */
  List<String> dropTwin() {
    return kind == Kind.REFERENCE
        ? List.of(table.alter() + "DROP CONSTRAINT IF EXISTS " + Identifiers.quote(twin()))
        : List.of();
  }

  private String attach(TableName whole, String part) {
    return "ALTER INDEX " + whole.toSql() + " ATTACH PARTITION " + self.sibling(part).toSql();
  }

  private String rename(String from, String to) {
    var name = Identifiers.quote(to);
    return switch (kind) {
      case INDEX, UNIQUE_INDEX ->
          "ALTER INDEX " + self.sibling(from).toSql() + " RENAME TO " + name;
      case STATISTICS -> "ALTER STATISTICS " + self.sibling(from).toSql() + " RENAME TO " + name;
      case UNIQUE, PRIMARY_KEY, CHECK, FOREIGN_KEY, REFERENCE ->
          table.alter() + "RENAME CONSTRAINT " + Identifiers.quote(from) + " TO " + name;
    };
  }

  private String alterOnly() {
    return "ALTER TABLE ONLY " + table.toSql() + " ";
  }
}
