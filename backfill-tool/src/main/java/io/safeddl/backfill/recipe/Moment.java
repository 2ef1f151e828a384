package io.safeddl.backfill.recipe;

import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Leaf;
import io.safeddl.backfill.target.TargetColumn;
import io.safeddl.backfill.target.TargetReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a phase relies on, as the catalog has it: it is looked at before the lock, where there is
 * time, and once more behind it, where nobody can change it any more.
 *
 * @param leaves the OIDs of the tables that hold the rows
 * @param dependents all that depends on a column of the change
 */
record Moment(List<TargetColumn> columns, List<Long> leaves, List<Dependent> dependents) {
  Moment {
    columns = List.copyOf(columns);
    leaves = List.copyOf(leaves);
    dependents = List.copyOf(dependents);
  }

  /** What is there now. */
  static Moment of(Database database, Survey survey) throws SQLException {
    return database.read(
        () -> {
          var target = survey.target();
          var dependents = new ArrayList<Dependent>();
          for (var column : survey.involved()) {
            dependents.addAll(Dependent.of(database, target, column));
          }
          return new Moment(
              TargetReader.columns(database, target.oid()),
              TargetReader.leaves(database, target.oid()).stream().map(Leaf::oid).toList(),
              dependents);
        });
  }

  /**
   * Makes sure that nothing has changed.
   *
   * @throws RecipeException where something has
   */
  void check(Database database, Survey survey) throws SQLException {
    if (!equals(of(database, survey))) {
      throw new RecipeException(
          survey.target().name()
              + " has changed while this was about to begin, perhaps by another process that"
              + " carries out the same spec; nothing was done. Run it again");
    }
  }
}
