package io.safeddl.check.doctor;

import io.safeddl.check.server.JournalTable;
import java.sql.SQLException;
import java.util.List;

/** Whether the driver may keep its journal, and what stands in it. */
final class JournalChecks {
  private static final String SCHEMA = "journal-schema";
  private static final String ROWS = "journal-rows";

  private JournalChecks() {}

  static List<Line> schema(Patient patient) throws SQLException {
    var journal = JournalTable.of(patient.server());
    if (journal.stranger() != null) {
      return List.of(
          Line.problem(
              SCHEMA,
              "schema safeddl belongs to role "
                  + journal.stranger()
                  + ", which the driver does not trust: what stands in the journal is run."
                  + " Without it, transactions=auto is the same as refuse",
              "-- look at what is in it, then, as a superuser:",
              "ALTER SCHEMA safeddl OWNER TO " + patient.role() + ";",
              "ALTER TABLE IF EXISTS safeddl.journal OWNER TO " + patient.role() + ";"));
    }
    if (journal.writable()) {
      return List.of(
          Line.ok(
              SCHEMA,
              journal.exists()
                  ? "may use the journal, table safeddl.journal"
                  : "may make the journal, schema safeddl, when it is first needed"));
    }
    var without =
        ": without the journal, transactions=auto is the same as refuse, and a migration that was"
            + " killed is not resumed";
    if (journal.exists()) {
      return List.of(
          Line.limited(
              SCHEMA,
              "may not write the table safeddl.journal" + without,
              "GRANT USAGE ON SCHEMA safeddl TO " + patient.role() + ";",
              "GRANT SELECT, INSERT, UPDATE, DELETE ON safeddl.journal TO "
                  + patient.role()
                  + ";"));
    }
    return List.of(
        journal.schemaExists()
            ? Line.limited(
                SCHEMA,
                "may not create a table in schema safeddl" + without,
                "GRANT USAGE, CREATE ON SCHEMA safeddl TO " + patient.role() + ";")
            : Line.limited(
                SCHEMA,
                "may not create the schema safeddl" + without,
                "CREATE SCHEMA safeddl AUTHORIZATION " + patient.role() + ";",
                "-- or",
                "GRANT CREATE ON DATABASE " + patient.database() + " TO " + patient.role() + ";"));
  }

  static List<Line> rows(Patient patient) throws SQLException {
    var journal = JournalTable.of(patient.server());
    if (!journal.exists()) {
      return List.of(Line.ok(ROWS, "no migration has left anything: there is no journal"));
    }
    if (!journal.readable()) {
      return List.of(Line.limited(ROWS, "may not read the table safeddl.journal: see " + SCHEMA));
    }
    return patient
        .server()
        .rows(
            """
            SELECT count(DISTINCT j.run), count(*), coalesce(bool_or(a.pid IS NULL), false)
              FROM safeddl.journal j LEFT JOIN pg_stat_activity a
                ON a.pid = j.owner_pid
               AND coalesce(a.backend_start, j.owner_started) = j.owner_started
            """,
            row ->
                row.getInt(1) == 0
                    ? Line.ok(ROWS, "no migration has left anything in the journal")
                    : left(row.getInt(1), row.getInt(2), row.getBoolean(3)));
  }

  private static Line left(int runs, int rows, boolean orphaned) {
    var text = "unfinished migrations in the journal: " + runs + ", statements: " + rows;
    return orphaned
        ? Line.problem(
            ROWS,
            text + "; one at least has nobody who goes on with it",
            "-- run the same migration again: it goes on where it stopped; to see them:",
            "-- safeddl-check journal list")
        : Line.limited(ROWS, text + ", being run just now");
  }
}
