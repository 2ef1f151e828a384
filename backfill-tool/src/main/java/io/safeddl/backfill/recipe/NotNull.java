package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.CutName;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Target;
import io.safeddl.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The NOT NULL of a column. From 18 on it is a constraint with a name and can be NOT VALID; before
 * that a CHECK proves it (manual, ALTER TABLE SET NOT NULL).
 *
 * @param named it is a constraint with a name
 * @param name of that constraint, else of the CHECK that proves it
 */
record NotNull(TableName table, boolean named, String name) {
  private static final int NAMED_SINCE = 18;

  /** That of a column that has it. */
  static Optional<NotNull> of(Target target, Change change) {
    if (!change.column().notNull()) {
      return Optional.empty();
    }
    var named = target.server() >= NAMED_SINCE;
    return Optional.of(
        new NotNull(
            target.name(),
            named,
            named
                ? change.facts().notNullName().orElseThrow()
                : CutName.of(change.column().name(), "_not_null_safeddl")));
  }

  /** The twin's name before the cutover. */
  String twin() {
    return named ? CutName.of(name, "_new") : name;
  }

  /** The old one's name from the cutover on. */
  String old() {
    return named ? CutName.of(name, "_old") : name;
  }

  /**
   * What gives a column its own, each in a transaction of its own.
   *
   * @param constraint its name
   */
  List<String> build(String column, String constraint) {
    var alter = table.alter();
    var quoted = Identifiers.quote(column);
    var it = Identifiers.quote(constraint);
    if (named) {
      return List.of(
          alter + "ADD CONSTRAINT " + it + " NOT NULL " + quoted + " NOT VALID",
          alter + "VALIDATE CONSTRAINT " + it);
    }
    return List.of(
        alter + "ADD CONSTRAINT " + it + " CHECK (" + quoted + " IS NOT NULL) NOT VALID",
        alter + "VALIDATE CONSTRAINT " + it,
        // Not in one ALTER: the CHECK would be gone before it has proved anything.
        alter + "ALTER COLUMN " + quoted + " SET NOT NULL",
        alter + "DROP CONSTRAINT " + it);
  }

  /** The old column may be null, since a new value may be beyond it, and the new one takes over. */
  List<String> handOver(String old) {
    var statements = new ArrayList<String>();
    statements.add(table.alter() + "ALTER COLUMN " + Identifiers.quote(old) + " DROP NOT NULL");
    if (named) {
      statements.add(rename(twin(), name));
    }
    return statements;
  }

  /** Both have their own by then; their names are swapped back. */
  List<String> handBack() {
    return named ? List.of(rename(name, twin()), rename(old(), name)) : List.of();
  }

  private String rename(String constraint, String to) {
    return table.alter()
        + "RENAME CONSTRAINT "
        + Identifiers.quote(constraint)
        + " TO "
        + Identifiers.quote(to);
  }
}
