package io.safeddl.backfill.recipe;

import io.safeddl.backfill.recipe.Attached.Kind;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * What a phase that has failed must not leave behind: a constraint that holds for new writes though
 * not for all rows that are there would refuse the application's writes, and nobody would know why.
 */
final class Leftovers {
  private static final String CONSTRAINT =
      """
      SELECT o.convalidated FROM pg_catalog.pg_constraint o
       WHERE o.conrelid = pg_catalog.to_regclass(?) AND o.conname = ?
      """;

  private static final String NOT_NULL =
      "SELECT attnotnull FROM pg_catalog.pg_attribute WHERE attrelid = CAST(? AS oid) AND attnum ="
          + " ?";

  private final Database database;
  private final Survey survey;
  private final List<String> statements = new ArrayList<>();

  private Leftovers(Database database, Survey survey) {
    this.database = database;
    this.survey = survey;
  }

  /** What takes away the constraints of a build that was to validate them and could not. */
  static List<String> ofBuild(Database database, Survey survey) throws SQLException {
    return database.read(
        () -> {
          var left = new Leftovers(database, survey);
          left.attached(Attached::twin, false);
          for (var change : survey.changes()) {
            var notNull = NotNull.of(survey.target(), change);
            if (notNull.isPresent()) {
              left.constraint(survey.target().name(), notNull.get().twin(), false);
            }
          }
          return left.statements;
        });
  }

  /**
   * The same for the old columns, while the cutover still holds: what it has dropped goes again,
   * and they may be NULL.
   */
  static List<String> ofTheWayBack(Database database, Survey survey) throws SQLException {
    return database.read(
        () -> {
          var left = new Leftovers(database, survey);
          left.attached(Attached::old, true);
          for (var change : survey.changes()) {
            left.notNull(change);
          }
          return left.statements;
        });
  }

  private void attached(Function<Attached, String> name, boolean replaced) throws SQLException {
    // That of a partitioned table before those of its partitions, which go with it.
    var topFirst = new ArrayList<>(survey.attached());
    Collections.reverse(topFirst);
    for (var it : topFirst) {
      if (!it.indexed() && it.kind() != Kind.STATISTICS && it.validated()) {
        constraint(it.table(), name.apply(it), replaced && it.replaced());
      }
    }
  }

  private void notNull(Change change) throws SQLException {
    var guard = Guard.of(survey, change);
    if (guard.isPresent()) {
      constraint(guard.get().table(), guard.get().name(), true);
    }
    var notNull = NotNull.of(survey.target(), change);
    if (notNull.isPresent()) {
      // A CHECK that proves it is not needed even where it has proved it.
      constraint(survey.target().name(), notNull.get().old(), true);
    }
    var old = survey.target().column(change.work().mirror().old()).orElseThrow();
    if (database.row(NOT_NULL, row -> row.getBoolean(1), survey.target().oid(), old.number())) {
      statements.add(
          survey.target().name().alter()
              + "ALTER COLUMN "
              + Identifiers.quote(old.name())
              + " DROP NOT NULL");
    }
  }

  private void constraint(TableName table, String name, boolean valid) throws SQLException {
    var validated = database.optional(CONSTRAINT, row -> row.getBoolean(1), table.toSql(), name);
    if (validated.isPresent() && (valid || !validated.get())) {
      statements.add(table.alter() + "DROP CONSTRAINT IF EXISTS " + Identifiers.quote(name));
    }
  }
}
