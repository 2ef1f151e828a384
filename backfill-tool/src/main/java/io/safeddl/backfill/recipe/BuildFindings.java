package io.safeddl.backfill.recipe;

import io.safeddl.backfill.recipe.Attached.Kind;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Probe;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;

/** What `build` could not build, found before anything is done. */
final class BuildFindings {
  /** From 18 on; before that a NOT NULL is no constraint. */
  private static final String NOT_VALID =
      """
      SELECT o.conname FROM pg_catalog.pg_constraint o
        JOIN pg_catalog.pg_attribute a ON a.attrelid = o.conrelid AND o.conkey = ARRAY[a.attnum]
       WHERE o.contype = 'n' AND NOT o.convalidated AND o.conrelid = CAST(? AS oid)
         AND a.attname = ?
      """;

  private BuildFindings() {}

  /** The reasons to stop. Not within a transaction: something is tried out in one. */
  static List<Finding> of(Database database, Survey survey) throws SQLException {
    var findings = new ArrayList<Finding>();
    for (var change : survey.changes()) {
      var names =
          database.read(
              () ->
                  database.rows(
                      NOT_VALID,
                      row -> row.getString(1),
                      survey.target().oid(),
                      change.column().name()));
      for (var name : names) {
        findings.add(
            Finding.stop(
                "the NOT NULL of "
                    + Identifiers.quote(change.column().name())
                    + " is NOT VALID, and its twin would be validated: "
                    + survey.target().name().alter()
                    + "VALIDATE CONSTRAINT "
                    + Identifiers.quote(name)
                    + " first, or drop it"));
      }
    }
    var tried = new LinkedHashMap<Attached, UnaryOperator<String>>();
    for (var it : survey.attached()) {
      if (it.parent().isPresent()) {
        continue;
      }
      if (it.kind() == Kind.CHECK) {
        tried.put(it, table -> "ALTER TABLE " + table + " ADD " + it.definition());
      } else if (it.indexed() && it.definition().startsWith("USING ")) {
        var unique = it.kind() == Kind.INDEX ? "" : "UNIQUE ";
        tried.put(it, table -> "CREATE " + unique + "INDEX ON " + table + " " + it.definition());
      }
    }
    Probe.refused(database, survey.target(), survey.works(), tried)
        .forEach(
            (it, why) ->
                findings.add(
                    Finding.stop(
                        "the "
                            + it.kind().words()
                            + " "
                            + Identifiers.quote(it.name())
                            + " cannot be built on the new column: "
                            + why
                            + ". Drop it, and make it behind the cutover as the new type has it")));
    return findings;
  }
}
