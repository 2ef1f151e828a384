package io.safeddl.backfill.recipe;

import io.safeddl.backfill.recipe.Attached.Kind;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is left to build: what is there already is not built again. */
final class Build {
  private static final String INDEX =
      """
      SELECT x.indisvalid OR c.relkind = 'I',
             EXISTS (SELECT 1 FROM pg_catalog.pg_constraint o
                      WHERE o.conindid = x.indexrelid AND o.contype = 'u'),
             EXISTS (SELECT 1 FROM pg_catalog.pg_inherits h WHERE h.inhrelid = x.indexrelid)
        FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid
       WHERE x.indexrelid = pg_catalog.to_regclass(?) AND x.indrelid = pg_catalog.to_regclass(?)
      """;

  /** A partition that was made since has its own already, under a name of the server's. */
  private static final String PART =
      """
      SELECT i.relname FROM pg_catalog.pg_inherits h
        JOIN pg_catalog.pg_index x ON x.indexrelid = h.inhrelid
        JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
       WHERE h.inhparent = pg_catalog.to_regclass(?) AND x.indrelid = pg_catalog.to_regclass(?)
      """;

  private static final String CONSTRAINT =
      "SELECT o.convalidated FROM pg_catalog.pg_constraint o"
          + " WHERE o.conrelid = pg_catalog.to_regclass(?) AND o.conname = ?";

  private static final String STATISTICS =
      "SELECT 1 FROM pg_catalog.pg_statistic_ext s"
          + " WHERE s.stxname = ? AND s.stxnamespace = pg_catalog.to_regnamespace(?)";

  private final Database database;
  private final Survey survey;

  private Build(Database database, Survey survey) throws RecipeException {
    var entangled = survey.entangled();
    if (entangled.isPresent()) {
      throw new RecipeException(entangled.get());
    }
    this.database = database;
    this.survey = survey;
  }

  /** For the new columns: the statements where nothing is built yet. */
  static List<String> all(Survey survey) {
    var steps = new Steps(survey);
    var statements = new ArrayList<>(steps.prepare());
    survey.attached().forEach(it -> statements.addAll(it.build()));
    for (var change : survey.changes()) {
      NotNull.of(survey.target(), change)
          .ifPresent(it -> statements.addAll(it.build(change.work().mirror().to(), it.twin())));
    }
    statements.add(steps.analyze());
    return statements;
  }

  /** What is to do before a cutover can be taken back, right behind it. */
  static List<String> allBack(Survey survey) {
    var statements = new ArrayList<String>();
    for (var change : survey.changes()) {
      Guard.of(survey, change).ifPresent(it -> statements.addAll(it.build()));
      NotNull.of(survey.target(), change)
          .ifPresent(it -> statements.addAll(it.build(change.work().mirror().old(), it.old())));
    }
    survey.attached().stream()
        .filter(Attached::replaced)
        .forEach(it -> statements.addAll(it.buildBack()));
    return statements;
  }

  /** For the new columns: the statements, each in a transaction of its own, or in none. */
  static List<String> remaining(Database database, Survey survey) throws SQLException {
    return database.read(
        () -> {
          var build = new Build(database, survey);
          var steps = new Steps(survey);
          var statements = new ArrayList<>(steps.prepare());
          for (var attached : survey.attached()) {
            statements.addAll(build.remaining(attached));
          }
          for (var change : survey.changes()) {
            var notNull = NotNull.of(survey.target(), change);
            if (notNull.isPresent()) {
              var it = notNull.get();
              statements.addAll(build.remaining(it, change.work().mirror().to(), it.twin()));
            }
          }
          statements.add(steps.analyze());
          return statements;
        });
  }

  /**
   * What is left to do before a cutover can be taken back: the old columns may be null, their keys
   * are gone, and what was made since then has nothing that could take its place.
   *
   * @param loss whether values may be lost that the old type cannot hold
   */
  static List<String> remainingBack(Database database, Survey survey, boolean loss)
      throws SQLException {
    return database.read(
        () -> {
          var build = new Build(database, survey);
          var statements = new ArrayList<String>();
          for (var change : survey.changes()) {
            var guard = Guard.of(survey, change);
            if (guard.isPresent() && !loss) {
              statements.addAll(
                  build.rest(guard.get().table(), guard.get().name(), guard.get().build()));
            }
            var notNull = NotNull.of(survey.target(), change);
            if (notNull.isPresent()) {
              var it = notNull.get();
              statements.addAll(build.remaining(it, change.work().mirror().old(), it.old()));
            }
          }
          for (var attached : survey.attached()) {
            statements.addAll(build.rest(attached, attached.old(), attached.buildBack()));
          }
          return statements;
        });
  }

  /** What is not there yet of what the cutover needs, in words. */
  static List<String> missing(Database database, Survey survey) throws SQLException {
    return database.read(
        () -> {
          var build = new Build(database, survey);
          var missing = new ArrayList<String>();
          for (var attached : survey.attached()) {
            if (!build.remaining(attached).isEmpty()) {
              missing.add(Identifiers.quote(attached.twin()));
            }
          }
          for (var change : survey.changes()) {
            var notNull = NotNull.of(survey.target(), change);
            var to = change.work().mirror().to();
            if (notNull.isPresent()
                && !build.remaining(notNull.get(), to, notNull.get().twin()).isEmpty()) {
              missing.add("NOT NULL of " + Identifiers.quote(to));
            }
          }
          return missing;
        });
  }

  private List<String> remaining(Attached attached) throws SQLException {
    return rest(attached, attached.twin(), attached.build());
  }

  private List<String> rest(Attached attached, String name, List<String> steps)
      throws SQLException {
    if (steps.isEmpty()) {
      return steps;
    }
    if (attached.indexed()) {
      return index(attached, name, steps);
    }
    if (attached.kind() == Kind.STATISTICS) {
      var there =
          database.optional(
              STATISTICS, row -> row.getInt(1), name, Identifiers.quote(attached.self().schema()));
      return there.isPresent() ? List.of() : steps;
    }
    return rest(attached.table(), name, steps);
  }

  private List<String> rest(TableName table, String constraint, List<String> steps)
      throws SQLException {
    var validated =
        database.optional(CONSTRAINT, row -> row.getBoolean(1), table.toSql(), constraint);
    return rest(steps, validated.isEmpty() ? 0 : validated.get() ? steps.size() : 1);
  }

  private List<String> index(Attached attached, String name, List<String> steps)
      throws SQLException {
    var index = attached.self().sibling(name).toSql();
    var done =
        database.optional(
            INDEX,
            row ->
                row.getBoolean(1)
                    ? 1
                        + (row.getBoolean(2) && !attached.partitioned() ? 1 : 0)
                        + (row.getBoolean(3) ? 1 : 0)
                    : 0,
            index,
            attached.table().toSql());
    if (done.isPresent() && done.get() == 0) {
      // What a build that was cut off has left is worth nothing.
      var anew = new ArrayList<String>();
      anew.add("DROP INDEX CONCURRENTLY " + index);
      anew.addAll(steps);
      return anew;
    }
    if (done.isEmpty() && attached.parent().isPresent()) {
      var made = part(attached, name);
      if (!made.isEmpty()) {
        return made;
      }
    }
    return rest(steps, done.orElse(0));
  }

  private List<String> part(Attached attached, String name) throws SQLException {
    var whole = attached.parent().get();
    var above =
        whole.sibling(
            name.equals(attached.twin())
                ? Attached.twin(whole.name())
                : Attached.old(whole.name()));
    return database.rows(
        PART,
        row ->
            "ALTER INDEX "
                + attached.self().sibling(row.getString(1)).toSql()
                + " RENAME TO "
                + Identifiers.quote(name),
        above.toSql(),
        attached.table().toSql());
  }

  private List<String> remaining(NotNull notNull, String column, String name) throws SQLException {
    var steps = notNull.build(column, name);
    var constraint =
        database.optional(
            CONSTRAINT, row -> row.getBoolean(1), survey.target().name().toSql(), name);
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
}
