package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.CutName;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.sql.Identifiers;
import java.util.List;
import java.util.Optional;

/**
 * What keeps a value from being written, while a cutover is taken back, that the old column cannot
 * hold: nobody could say any more that it went lost. Where that column is NOT NULL it is built so
 * again before, which does the same; else it is a CHECK, from the moment when the rows are looked
 * at until the names are swapped back.
 *
 * @param name of the CHECK
 * @param condition that holds for every row of which nothing is lost
 */
record Guard(TableName table, String name, String condition) {
  private static final String ENDING = "_fits_safeddl";

  /** That of a column that needs one. */
  static Optional<Guard> of(Survey survey, Change change) {
    return change.column().notNull()
        ? Optional.empty()
        : Optional.of(
            new Guard(
                survey.target().name(),
                CutName.of(change.column().name(), ENDING),
                "NOT " + new Steps(survey).lost(change)));
  }

  /** Each in a transaction of its own. */
  List<String> build() {
    var quoted = Identifiers.quote(name);
    return List.of(
        table.alter() + "ADD CONSTRAINT " + quoted + " CHECK (" + condition + ") NOT VALID",
        table.alter() + "VALIDATE CONSTRAINT " + quoted);
  }

  /** What takes it away, where it is there. */
  String drop() {
    return table.alter() + "DROP CONSTRAINT IF EXISTS " + Identifiers.quote(name);
  }
}
