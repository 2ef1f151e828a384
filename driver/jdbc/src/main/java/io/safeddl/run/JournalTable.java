package io.safeddl.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table {@code safeddl.journal} (docs/journal.md): its SQL, and no decisions. */
final class JournalTable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalTable.class);

  private static final String COLUMNS =
      """
      j.run, j.ordinal, j.statement_hash, j.statement_start, j.search_path, j.role_name,
      CAST(j.relations AS text[]), j.state = 'done', j.step, j.owner_pid,
      CAST(j.owner_started AS text),
      """
          + JournalParts.GONE;

  /** The rows of the runs that go on with this statement. */
  private static final String BEGINNING_WITH =
      "SELECT "
          + COLUMNS
          + """
              FROM safeddl.journal j
             WHERE j.run = (SELECT f.run FROM safeddl.journal f
                             WHERE f.statement_hash = ? AND f.search_path = ?
                               AND f.ordinal = (SELECT min(o.ordinal) FROM safeddl.journal o
                                                 WHERE o.run = f.run)
                             ORDER BY f.started_at LIMIT 1)
             ORDER BY j.ordinal
          """;

  private static final String INSERT =
      """
      INSERT INTO safeddl.journal (run, ordinal, statement_hash, statement_start, relations, state,
             steps, search_path, role_name, owner_pid, owner_started, application_name)
      SELECT CAST(? AS uuid), ?, ?, ?, %s, ?, %s, ?, ?, a.pid, a.backend_start, a.application_name
        FROM pg_catalog.pg_stat_activity a WHERE a.pid = pg_catalog.pg_backend_pid()
      RETURNING 1
      """;

  private static final String SET_PARTS =
      "UPDATE safeddl.journal SET parts = "
          + JournalParts.PARTS
          + " WHERE run = CAST(? AS uuid) AND ordinal = ? RETURNING 1";

  private static final String STALE =
      "DELETE FROM safeddl.journal j WHERE j.run = CAST(? AS uuid) AND "
          + JournalParts.GONE
          + " RETURNING j.ordinal, j.statement_start";

  private final Session session;

  JournalTable(Session session) {
    this.session = session;
  }

  /** All that is there, of every run. */
  List<Unfinished> unfinished() throws SQLException {
    return session.query(Unfinished.SQL, Unfinished::of);
  }

  /** The rows of the unfinished run that goes on with this statement, in order; empty for none. */
  List<JournalRow> beginningWith(String hash, String path) throws SQLException {
    return session.query(BEGINNING_WITH, JournalTable::row, hash, path);
  }

  private static JournalRow row(ResultSet row) throws SQLException {
    var oids = (String[]) row.getArray(7).getArray();
    return new JournalRow(
        UUID.fromString(row.getString(1)),
        row.getInt(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        Arrays.stream(oids).map(Long::valueOf).toList(),
        row.getBoolean(8),
        row.getInt(9),
        row.getInt(10),
        row.getString(11),
        row.getBoolean(12));
  }

  /** A statement that has been done. */
  void insertDone(UUID run, int ordinal, JournalEntry entry, String role) throws SQLException {
    var parameters = new ArrayList<Object>(List.of(run.toString(), ordinal));
    parameters.addAll(List.of(entry.hash(), entry.start()));
    parameters.add(longs(entry.relations()));
    parameters.add(texts(entry.made().relations()));
    parameters.addAll(List.of("done", entry.path(), role));
    session.query(
        String.format(INSERT, JournalParts.EXISTING, "NULL"), row -> true, parameters.toArray());
    setParts(run, ordinal, entry.made());
  }

  private void setParts(UUID run, int ordinal, Made made) throws SQLException {
    if (!made.columns().isEmpty() || !made.constraints().isEmpty()) {
      session.query(
          SET_PARTS,
          row -> true,
          texts(made.columns()),
          texts(made.constraints()),
          run.toString(),
          ordinal);
    }
  }

  /** A statement whose steps are about to begin. */
  void insertIntent(UUID run, int ordinal, JournalEntry entry, String role, List<RunStep> steps)
      throws SQLException {
    var parameters = new ArrayList<Object>(List.of(run.toString(), ordinal));
    parameters.addAll(List.of(entry.hash(), entry.start()));
    parameters.add(longs(entry.relations()));
    parameters.add(new String[0]);
    parameters.add("intent");
    parameters.addAll(JournalSteps.parameters(steps));
    parameters.addAll(List.of(entry.path(), role));
    session.query(
        String.format(INSERT, JournalParts.EXISTING, JournalSteps.JSON),
        row -> true,
        parameters.toArray());
  }

  /** How many steps have been done. */
  void step(UUID run, int ordinal, int step) throws SQLException {
    session.query(
        "UPDATE safeddl.journal SET step = ? WHERE run = CAST(? AS uuid) AND ordinal = ?"
            + " RETURNING 1",
        row -> true,
        step,
        run.toString(),
        ordinal);
  }

  /** A build is about to begin, on a table that has these indexes. */
  void before(UUID run, int ordinal, int step, List<Long> indexes) throws SQLException {
    session.query(
        "UPDATE safeddl.journal SET steps = pg_catalog.jsonb_set(steps,"
            + " ARRAY[CAST(? AS text), 'before'], pg_catalog.to_jsonb(CAST(? AS int8[])))"
            + " WHERE run = CAST(? AS uuid) AND ordinal = ? RETURNING 1",
        row -> true,
        String.valueOf(step),
        longs(indexes),
        run.toString(),
        ordinal);
  }

  /**
   * All steps of a statement have been done. What it made is noted: a row whose relations are gone
   * is stale. What the run itself has dropped is none of them.
   */
  void done(UUID run, int ordinal, Made made) throws SQLException {
    session.query(
        String.format(
            "UPDATE safeddl.journal SET state = 'done', relations = %s"
                + " WHERE run = CAST(? AS uuid) AND ordinal = ? RETURNING 1",
            JournalParts.EXISTING.replace("CAST(? AS oid[])", "relations")),
        row -> true,
        texts(made.relations()),
        run.toString(),
        ordinal);
    setParts(run, ordinal, made);
    forgetDropped(run);
  }

  /** What the run itself has dropped does not make its rows stale. */
  void forgetDropped(UUID run) throws SQLException {
    session.query(
        "UPDATE safeddl.journal j SET relations = ARRAY(SELECT c.oid FROM pg_catalog.pg_class c"
            + " WHERE c.oid = ANY (j.relations)),"
            + " parts = ARRAY(SELECT p FROM pg_catalog.unnest(j.parts) p WHERE "
            + JournalParts.PART_IS_THERE
            + ") WHERE j.run = CAST(? AS uuid) AND "
            + JournalParts.GONE
            + " RETURNING 1",
        row -> true,
        run.toString());
  }

  /** Takes away the rows of statements of which somebody has dropped something; says so. */
  void removeStale(UUID run) throws SQLException {
    session.query(
        STALE,
        row -> {
          LOG.warn(
              "the journal said of a migration that was not finished: {}. What it was about is"
                  + " gone, so the row is removed",
              row.getString(2));
          return true;
        },
        run.toString());
  }

  /** Somebody else goes on with a run. */
  void own(UUID run) throws SQLException {
    session.query(
        "UPDATE safeddl.journal j SET owner_pid = a.pid, owner_started = a.backend_start,"
            + " application_name = a.application_name FROM pg_catalog.pg_stat_activity a"
            + " WHERE a.pid = pg_catalog.pg_backend_pid() AND j.run = CAST(? AS uuid) RETURNING 1",
        row -> true,
        run.toString());
  }

  /** One statement. */
  void delete(UUID run, int ordinal) throws SQLException {
    session.query(
        "DELETE FROM safeddl.journal WHERE run = CAST(? AS uuid) AND ordinal = ? RETURNING 1",
        row -> true,
        run.toString(),
        ordinal);
  }

  /** The statements before this one. */
  void deleteBefore(UUID run, int ordinal) throws SQLException {
    session.query(
        "DELETE FROM safeddl.journal WHERE run = CAST(? AS uuid) AND ordinal < ? RETURNING 1",
        row -> true,
        run.toString(),
        ordinal);
  }

  private static String[] texts(List<String> values) {
    return values.toArray(String[]::new);
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }
}
