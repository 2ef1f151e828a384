package io.safeddl.check.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the role may see and do, beside its tables. */
final class RoleChecks {
  private static final String AUTOVACUUM = "autovacuum";
  private static final int PARAMETER_GRANTS = 15;
  private static final int SIGNAL_ROLE = 18;

  private RoleChecks() {}

  static List<Line> role(Patient patient) {
    return List.of(
        patient.superuser()
            ? Line.ok("role", "role " + patient.role() + " is a superuser")
            : Line.ok("role", "role " + patient.role() + ", no superuser: none is needed"));
  }

  /** Who blocks is told by name only to who may see it. */
  static List<Line> monitor(Patient patient) throws SQLException {
    var check = "pg-monitor";
    if (patient.is("pg_has_role(session_user, 'pg_read_all_stats', 'USAGE')")) {
      return List.of(Line.ok(check, "sees the sessions of all roles"));
    }
    return List.of(
        Line.limited(
            check,
            "does not see what sessions of other roles do: who blocks is named by pid alone, and"
                + " this report is incomplete too",
            "GRANT pg_monitor TO " + patient.role() + ";"));
  }

  /** As run.AutovacuumYield decides it. */
  static List<Line> autovacuum(Patient patient) throws SQLException {
    if (patient.superuser()
        || (patient.major() >= PARAMETER_GRANTS
            && patient.is("has_parameter_privilege(session_user, 'deadlock_timeout', 'SET')"))) {
      return List.of(
          Line.ok(AUTOVACUUM, "can make autovacuum give way (may set deadlock_timeout)"));
    }
    if (patient.major() < PARAMETER_GRANTS) {
      return List.of(
          Line.limited(
              AUTOVACUUM,
              "waits until autovacuum has left the table: before PostgreSQL 15 only a superuser"
                  + " may set deadlock_timeout",
              "-- safeddl.autovacuum=queue makes it give way, with a queue of about a second"));
    }
    if (patient.major() >= SIGNAL_ROLE
        && patient.is(
            "pg_has_role(session_user, 'pg_signal_autovacuum_worker', 'USAGE')"
                + " AND pg_has_role(session_user, 'pg_read_all_stats', 'USAGE')")) {
      return List.of(
          Line.ok(AUTOVACUUM, "can make autovacuum give way (pg_signal_autovacuum_worker)"));
    }
    List<String> remedy = new ArrayList<>();
    remedy.add("GRANT SET ON PARAMETER deadlock_timeout TO " + patient.role() + ";");
    if (patient.major() >= SIGNAL_ROLE) {
      remedy.add("-- or, without the parameter:");
      remedy.add("GRANT pg_signal_autovacuum_worker, pg_read_all_stats TO " + patient.role() + ";");
    }
    return List.of(
        new Line(
            AUTOVACUUM,
            Level.LIMITED,
            "waits until autovacuum has left the table, which may take hours on a large one",
            remedy));
  }

  /** The twin tables on which the driver tries what it cannot judge. */
  static List<Line> temporary(Patient patient) throws SQLException {
    var check = "temp";
    if (patient.is("has_database_privilege(session_user, current_database(), 'TEMP')")) {
      return List.of(Line.ok(check, "may create temporary tables"));
    }
    return List.of(
        Line.limited(
            check,
            "may not create temporary tables: what depends on types and functions that are not"
                + " built in cannot be tried out, and counts as the worst case",
            "GRANT TEMPORARY ON DATABASE " + patient.database() + " TO " + patient.role() + ";"));
  }
}
