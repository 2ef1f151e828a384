package io.safeddl.backfill.run;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** The table of a round, its ledger, and what must hold of both. */
final class ProofTable implements AutoCloseable {
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
         AND c.job = (SELECT max(id) FROM safeddl.backfill_job)
         AND c.up_to_key IS NULL AND t.n_big IS DISTINCT FROM t.n
      """;

  private static final String AHEAD_BY_KEY =
      """
      SELECT count(*) FROM safeddl.backfill_chunk c JOIN t
          ON t.id <= (c.next_key)[1]::bigint
       WHERE c.pass = 1 AND c.skipped = 0 AND c.up_to_key IS NOT NULL
         AND c.job = (SELECT max(id) FROM safeddl.backfill_job)
         AND t.n_big IS DISTINCT FROM t.n
      """;

  /** The table or the column is not there: there is nothing that could differ. */
  private static final Set<String> NOT_THERE = Set.of("42P01", "42703");

  private final Scene scene;
  private final ProofMode mode;
  private final int rows;
  private final int major;

  /** Nobody else's: it looks while others work. */
  private Database eyes;

  private volatile boolean wide;

  ProofTable(Scene scene, ProofMode mode, int rows) throws SQLException {
    this.scene = scene;
    this.eyes = new Database(scene.connect());
    this.mode = mode;
    this.rows = rows;
    this.major = eyes.connection().getMetaData().getDatabaseMajorVersion();
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

  /** Whether the application writes numbers that the old type does not hold. */
  boolean isWide() {
    return wide;
  }

  void widen() {
    wide = true;
  }

  void create() throws SQLException {
    scene.execute(
        "CREATE TABLE t (id bigint PRIMARY KEY, n int DEFAULT 7, "
            + (mode == ProofMode.DUAL ? "n_big bigint, " : "")
            + "other text, filler text)",
        // Large rows: some thousand of them are pieces enough for all processes.
        "ALTER TABLE t ALTER filler SET STORAGE PLAIN",
        "CREATE INDEX ON t (other)",
        "CREATE TABLE ledger (id bigint PRIMARY KEY, n bigint)",
        "INSERT INTO t (id, n, other, filler) SELECT g, g, 'x', repeat('x', 1900)"
            + " FROM generate_series(1, "
            + rows
            + ") g",
        // Room that the server gives to what moves: in front, where the walk has been first.
        "DELETE FROM t WHERE id % 7 = 0 AND id < " + rows / 2,
        "VACUUM ANALYZE t",
        "INSERT INTO ledger SELECT id, n FROM t");
    if (mode == ProofMode.MIRROR) {
      scene.execute(
          "CREATE INDEX t_n ON t (n)",
          "ALTER TABLE t ADD CONSTRAINT not_so_many CHECK (n <> 5000000 OR id < 100)",
          """
          CREATE FUNCTION bump() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF NEW.other = 'bump' THEN
              NEW.n := COALESCE(NEW.n, 0) # 1;
              NEW.other := 'bumped';
            END IF;
            RETURN NEW;
          END $$
          """,
          "CREATE TRIGGER a_bump BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION bump()");
    }
    brake();
  }

  /** What the tool writes takes it some time, so that it can be met at work. */
  private void brake() throws SQLException {
    scene.execute(
        "CREATE TABLE brake (rows float8, batches float8)",
        "INSERT INTO brake VALUES (0.001, 0.04)",
        """
        CREATE FUNCTION brake() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF current_setting('application_name') = 'safeddl-backfill' THEN
            PERFORM pg_sleep(CASE TG_LEVEL WHEN 'ROW' THEN rows ELSE batches END)
               FROM public.brake;
          END IF;
          RETURN NEW;
        END $$
        """,
        "CREATE TRIGGER b_row BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION brake()",
        "CREATE TRIGGER b_batch BEFORE UPDATE ON t FOR EACH STATEMENT EXECUTE FUNCTION brake()");
  }

  /** From here on the tool is as fast as it can be. */
  void release() throws SQLException {
    eyes.execute("UPDATE brake SET rows = 0, batches = 0");
  }

  /** The server has crashed: the eyes want a new session. */
  void reopen() throws SQLException {
    eyes = new Database(scene.connect());
  }

  /** Checkpoints that are ahead of their rows, in one snapshot. */
  long ahead() throws SQLException {
    return mode == ProofMode.DUAL ? 0 : count(AHEAD) + count(AHEAD_BY_KEY);
  }

  /** A number; 0 where what is asked is not there. */
  long count(String sql) throws SQLException {
    return numbers(sql).stream().mapToLong(it -> it).sum();
  }

  /** Numbers; none where what is asked is not there. */
  List<Long> numbers(String sql) throws SQLException {
    try {
      return eyes.rows(sql, row -> row.getLong(1));
    } catch (SQLException e) {
      if (NOT_THERE.contains(String.valueOf(e.getSQLState()))) {
        return List.of();
      }
      throw e;
    }
  }

  boolean has(String column) throws SQLException {
    return count(
            "SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = '"
                + column
                + "' AND NOT attisdropped")
        == 1;
  }

  /** Rows whose two columns are not the same, whichever two they are now. */
  long differences() throws SQLException {
    return count("SELECT count(*) FROM t WHERE n_big IS DISTINCT FROM n")
        + count(
            "SELECT count(*) FROM t WHERE n_old IS DISTINCT FROM CASE WHEN n BETWEEN -2147483648"
                + " AND 2147483647 THEN CAST(n AS int) END");
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
