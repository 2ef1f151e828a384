package io.safeddl.backfill.run;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.List;

/** The table of a round, its ledger, and what must hold of both. */
final class ProofTable implements AutoCloseable {
  private static final String ALIKE = "n_big IS NOT DISTINCT FROM n";

  /**
   * Of the walk: in any one snapshot, whatever is behind the place that a checkpoint names is
   * written. A piece that was left to the sweep is not claimed to be.
   */
  private static final String AHEAD =
      """
      SELECT count(*) FROM safeddl.backfill_chunk c JOIN t
          ON t.ctid >= format('(%s,0)', c.first_block)::tid
         AND t.ctid < format('(%s,0)', c.next_block)::tid
       WHERE c.pass = 1 AND c.skipped = 0 AND c.next_block > c.first_block
         AND c.up_to_key IS NULL AND NOT (t.n_big IS NOT DISTINCT FROM t.n)
      """;

  private static final String AHEAD_BY_KEY =
      """
      SELECT count(*) FROM safeddl.backfill_chunk c JOIN t
          ON t.id <= (c.next_key)[1]::bigint
       WHERE c.pass = 1 AND c.skipped = 0 AND c.up_to_key IS NOT NULL
         AND NOT (t.n_big IS NOT DISTINCT FROM t.n)
      """;

  private final Scene scene;

  /** Nobody else's: it looks while others work. */
  private final Database eyes;

  private final ProofMode mode;
  private final int rows;
  private final int major;

  ProofTable(Scene scene, ProofMode mode, int rows) throws SQLException {
    this.scene = scene;
    this.eyes = new Database(scene.connect());
    this.mode = mode;
    this.rows = rows;
    this.major = scene.session().connection().getMetaData().getDatabaseMajorVersion();
  }

  Scene scene() {
    return scene;
  }

  ProofMode mode() {
    return mode;
  }

  int rows() {
    return rows;
  }

  int major() {
    return major;
  }

  void create() throws SQLException {
    scene.execute(
        "CREATE TABLE t (id bigint PRIMARY KEY, n int, n_big bigint, other text, filler text)",
        "CREATE INDEX ON t (other)",
        "CREATE TABLE ledger (id bigint PRIMARY KEY, n int)",
        "INSERT INTO t SELECT g, g, NULL, 'x', repeat('x', 60) FROM generate_series(1, "
            + rows
            + ") g",
        // Room that the server gives to what moves: in front, where the walk has been first.
        "DELETE FROM t WHERE id % 7 = 0 AND id < " + rows / 2,
        "VACUUM ANALYZE t",
        "INSERT INTO ledger SELECT id, n FROM t");
    if (mode == ProofMode.MIRROR) {
      scene.execute(
          """
          CREATE FUNCTION bump() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF NEW.other = 'bump' AND OLD.other <> 'bump' THEN
              NEW.n := COALESCE(NEW.n, 0) # 1;
            END IF;
            RETURN NEW;
          END $$
          """,
          "CREATE TRIGGER a_bump BEFORE UPDATE ON t" + " FOR EACH ROW EXECUTE FUNCTION bump()");
    }
  }

  /** Checkpoints that are ahead of their rows, in one snapshot. */
  long ahead() throws SQLException {
    return mode == ProofMode.DUAL ? 0 : count(AHEAD) + count(AHEAD_BY_KEY);
  }

  private long count(String sql) throws SQLException {
    try {
      return eyes.row(sql, row -> row.getLong(1));
    } catch (SQLException e) {
      if ("42P01".equals(e.getSQLState())) {
        return 0;
      }
      throw e;
    }
  }

  long differences() throws SQLException {
    return count("SELECT count(*) FROM t WHERE NOT (" + ALIKE + ")");
  }

  long size() throws SQLException {
    return count("SELECT count(*) FROM ledger");
  }

  /** Rows of which the application knows better. */
  List<String> lies() throws SQLException {
    return eyes.rows(
        "SELECT COALESCE(t.id, l.id) || ': ' || COALESCE(t.n::text, 'null') || ' is '"
            + " || COALESCE(l.n::text, 'null') FROM t FULL JOIN ledger l ON l.id = t.id"
            + " WHERE t.id IS NULL OR l.id IS NULL OR t.n IS DISTINCT FROM l.n LIMIT 5",
        row -> row.getString(1));
  }

  /** Ends what a writer that was stopped has prepared. */
  void settle() throws SQLException {
    var left =
        eyes.rows(
            "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()",
            row -> row.getString(1));
    for (var gid : left) {
      eyes.execute("ROLLBACK PREPARED '" + gid + "'");
    }
  }

  @Override
  public void close() throws SQLException {
    eyes.close();
  }
}
