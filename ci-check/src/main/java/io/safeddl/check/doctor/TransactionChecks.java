package io.safeddl.check.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Transactions that hold up migrations: their locks, and the snapshots that builds wait for. */
final class TransactionChecks {
  private static final String PREPARED = "prepared-transactions";
  private static final String LONG = "long-transactions";
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;

  private TransactionChecks() {}

  static List<Line> prepared(Patient patient) throws SQLException {
    var lines =
        new ArrayList<>(
            patient
                .server()
                .rows(
                    """
                    SELECT quote_literal(gid), quote_ident(owner),
                           extract(epoch FROM clock_timestamp() - prepared)::bigint
                      FROM pg_prepared_xacts WHERE database = current_database() ORDER BY prepared
                    """,
                    row -> prepared(row.getString(1), row.getString(2), row.getLong(3))));
    if (lines.isEmpty()) {
      lines.add(Line.ok(PREPARED, "no prepared transaction is open"));
    }
    return lines;
  }

  private static Line prepared(String gid, String owner, long seconds) {
    var text =
        "prepared transaction "
            + gid
            + " of "
            + owner
            + " has been open for "
            + span(seconds)
            + ": it keeps its locks, and concurrent builds wait for it";
    return seconds < MINUTE
        ? Line.limited(PREPARED, text)
        : Line.problem(
            PREPARED,
            text,
            "COMMIT PREPARED " + gid + ";",
            "-- or",
            "ROLLBACK PREPARED " + gid + ";");
  }

  static List<Line> running(Patient patient) throws SQLException {
    return running(patient, MINUTE);
  }

  /** Those of other databases are not waited for. */
  static List<Line> running(Patient patient, long seconds) throws SQLException {
    var lines =
        new ArrayList<>(
            patient
                .server()
                .rows(
                    """
                    SELECT pid, quote_ident(usename), coalesce(application_name, ''), state,
                           extract(epoch FROM clock_timestamp() - xact_start)::bigint AS age
                      FROM pg_stat_activity
                     WHERE pid <> pg_backend_pid() AND datname = current_database()
                       AND backend_type = 'client backend'
                       AND clock_timestamp() - xact_start >= make_interval(secs => ?)
                     ORDER BY age DESC
                    """,
                    row ->
                        running(
                            row.getInt(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getLong(5)),
                    (double) seconds));
    if (lines.isEmpty()) {
      lines.add(Line.ok(LONG, "no transaction has been open for a minute"));
    }
    return lines;
  }

  private static Line running(
      int pid, String user, String application, String state, long seconds) {
    var text =
        "the transaction of pid "
            + pid
            + " ("
            + user
            + (application.isEmpty() ? "" : ", " + application)
            + ", "
            + state
            + ") has been open for "
            + span(seconds)
            + ": a concurrent build waits for it";
    var remedy = "SELECT pg_catalog.pg_terminate_backend(" + pid + ");";
    return seconds < HOUR
        ? Line.limited(LONG, text, "-- if it may be lost:", remedy)
        : Line.problem(LONG, text, "-- if it may be lost:", remedy);
  }

  private static String span(long seconds) {
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    return seconds < HOUR ? seconds / MINUTE + " min" : seconds / HOUR + " h";
  }
}
