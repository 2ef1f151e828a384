package io.safeddl.check.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the server is. */
final class ServerChecks {
  /** The oldest major version that is supported. */
  static final int OLDEST = 14;

  private static final String VERSION = "server-version";
  private static final String STANDBYS = "standbys";
  private static final int NEWEST = 18;

  /** CREATE INDEX and REINDEX CONCURRENTLY could leave rows out of the index until 14.4. */
  private static final int SOUND_CONCURRENT_BUILDS = 140_004;

  private static final int LAG_SECONDS = 10;

  private ServerChecks() {}

  static List<Line> version(Patient patient) {
    var text = "PostgreSQL " + patient.versionText();
    if (patient.major() < OLDEST) {
      return List.of(
          Line.problem(VERSION, text + " is older than " + OLDEST + ", the oldest supported"));
    }
    if (patient.major() == OLDEST && patient.version() < SOUND_CONCURRENT_BUILDS) {
      return List.of(
          Line.problem(
              VERSION,
              text + " can corrupt an index that is built concurrently (fixed in 14.4)",
              "-- update the server to the newest 14.x; then, for each index that was built"
                  + " concurrently:",
              "REINDEX INDEX CONCURRENTLY <index>;"));
    }
    if (patient.major() > NEWEST) {
      return List.of(
          Line.limited(VERSION, text + " is newer than " + NEWEST + ", the newest one tested"));
    }
    return List.of(Line.ok(VERSION, text));
  }

  /** Hot standbys replay an ACCESS EXCLUSIVE lock against their own readers. */
  static List<Line> standbys(Patient patient) throws SQLException {
    if (patient.standby()) {
      return List.of(
          Line.problem(STANDBYS, "this server is a standby and takes no changes: use the primary"));
    }
    var lines =
        new ArrayList<>(
            patient
                .server()
                .rows(
                    """
                    SELECT coalesce(nullif(application_name, ''), 'pid ' || pid),
                           coalesce(state, 'not visible to this role'),
                           coalesce(extract(epoch FROM replay_lag), 0)::bigint,
                           backend_xmin IS NOT NULL
                      FROM pg_stat_replication ORDER BY 1
                    """,
                    row ->
                        standby(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getBoolean(4))));
    if (lines.isEmpty()) {
      lines.add(Line.ok(STANDBYS, "no standby is attached"));
    }
    return lines;
  }

  private static Line standby(String name, String state, long lag, boolean feedback) {
    var text =
        "standby "
            + name
            + " ("
            + state
            + ", replays "
            + lag
            + " s behind): a strong lock is replayed there too, against queries that the primary"
            + " does not see";
    if (feedback) {
      text += "; its hot_standby_feedback holds back the concurrent builds here";
    }
    return lag >= LAG_SECONDS
        ? Line.problem(STANDBYS, text, "-- wait until it has caught up before you migrate")
        : Line.limited(
            STANDBYS, text, "-- on the standby: max_standby_streaming_delay says who gives way");
  }

  /** A limit that cuts the tool's waiting second connection during a long build. */
  static List<Line> idleTimeout(Patient patient) throws SQLException {
    var check = "idle-timeout";
    var timeout =
        patient
            .server()
            .row(
                "SELECT current_setting('idle_in_transaction_session_timeout')",
                row -> row.getString(1));
    if (timeout.equals("0")) {
      return List.of(Line.ok(check, "idle_in_transaction_session_timeout is off"));
    }
    return List.of(
        Line.limited(
            check,
            "idle_in_transaction_session_timeout = "
                + timeout
                + " ends the connection on which Flyway keeps its lock, when a build takes longer",
            "ALTER ROLE " + patient.role() + " SET idle_in_transaction_session_timeout = 0;"));
  }
}
