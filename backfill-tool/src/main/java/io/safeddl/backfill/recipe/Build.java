package io.safeddl.backfill.recipe;

import io.safeddl.backfill.target.Database;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is left to build on the new columns: what is there already is not built again. */
final class Build {
  private static final String INDEX =
      "SELECT x.indisvalid FROM pg_catalog.pg_index x"
          + " WHERE x.indexrelid = pg_catalog.to_regclass(?)";

  private static final String CONSTRAINT =
      "SELECT o.convalidated FROM pg_catalog.pg_constraint o"
          + " WHERE o.conrelid = CAST(? AS oid) AND o.conname = ?";

  private Build() {}

  /** The statements, each in a transaction of its own, or in none. */
  static List<String> remaining(Database database, Survey survey) throws SQLException {
    return database.read(
        () -> {
          var steps = new Steps(survey);
          var statements = new ArrayList<>(steps.prepare());
          for (var attached : survey.attached()) {
            statements.addAll(remaining(database, survey.target().oid(), attached));
          }
          for (var change : survey.changes()) {
            var notNull = NotNull.of(survey.target(), change);
            if (notNull.isPresent()) {
              var it = notNull.get();
              var to = change.work().mirror().to();
              statements.addAll(remaining(database, survey, it, to, it.twin()));
            }
          }
          statements.add(steps.analyze());
          return statements;
        });
  }

  private static List<String> remaining(Database database, long table, Attached attached)
      throws SQLException {
    var steps = attached.build();
    var constraint =
        database.optional(CONSTRAINT, row -> row.getBoolean(1), table, attached.twin());
    if (!attached.indexed()) {
      return rest(steps, constraint.isEmpty() ? 0 : constraint.get() ? steps.size() : 1);
    }
    var name = attached.table().sibling(attached.twin()).toSql();
    var index = database.optional(INDEX, row -> row.getBoolean(1), name);
    if (index.isEmpty()) {
      return steps;
    }
    if (index.get()) {
      return rest(steps, constraint.isPresent() ? steps.size() : 1);
    }
    // What a build that was cut off has left is worth nothing.
    var anew = new ArrayList<String>();
    anew.add("DROP INDEX CONCURRENTLY " + name);
    anew.addAll(steps);
    return anew;
  }

  /** What is left to do before a cutover can be taken back: the old columns may be null. */
  static List<String> remainingBack(Database database, Survey survey) throws SQLException {
    return database.read(
        () -> {
          var statements = new ArrayList<String>();
          for (var change : survey.changes()) {
            var notNull = NotNull.of(survey.target(), change);
            if (notNull.isPresent()) {
              var it = notNull.get();
              var old = change.work().mirror().old();
              statements.addAll(remaining(database, survey, it, old, it.old()));
            }
          }
          return statements;
        });
  }

  private static List<String> remaining(
      Database database, Survey survey, NotNull notNull, String column, String name)
      throws SQLException {
    var steps = notNull.build(column, name);
    var constraint =
        database.optional(CONSTRAINT, row -> row.getBoolean(1), survey.target().oid(), name);
    var set = survey.target().column(column).orElseThrow().notNull();
    if (notNull.named()) {
      return rest(
          steps, constraint.isEmpty() ? (set ? steps.size() : 0) : constraint.get() ? 2 : 1);
    }
    // The CHECK is the last to go.
    return constraint.isEmpty()
        ? rest(steps, set ? steps.size() : 0)
        : rest(steps, set ? steps.size() - 1 : constraint.get() ? 2 : 1);
  }

  private static List<String> rest(List<String> steps, int done) {
    return steps.subList(done, steps.size());
  }

  /** What is not there yet of what the cutover needs, in words. */
  static List<String> missing(Database database, Survey survey) throws SQLException {
    return database.read(
        () -> {
          var missing = new ArrayList<String>();
          for (var attached : survey.attached()) {
            if (!remaining(database, survey.target().oid(), attached).isEmpty()) {
              missing.add(Identifiers.quote(attached.twin()));
            }
          }
          for (var change : survey.changes()) {
            var notNull = NotNull.of(survey.target(), change);
            var to = change.work().mirror().to();
            if (notNull.isPresent()
                && !remaining(database, survey, notNull.get(), to, notNull.get().twin())
                    .isEmpty()) {
              missing.add("NOT NULL of " + Identifiers.quote(to));
            }
          }
          return missing;
        });
  }
}
