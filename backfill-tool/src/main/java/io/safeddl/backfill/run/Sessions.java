package io.safeddl.backfill.run;

import io.safeddl.backfill.spec.BatchOptions.Commit;
import io.safeddl.backfill.target.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Opens sessions that do not depend on what the server, the database or the role sets for others.
 */
public final class Sessions {
  /** A connection to the target database, each time a new one. */
  @FunctionalInterface
  public interface Source {
    /** Opens it. */
    Connection open() throws SQLException;
  }

  private static final String SETTINGS =
      """
      SET default_transaction_isolation = 'read committed';
      SET default_transaction_read_only = off;
      SET default_transaction_deferrable = off;
      SET standard_conforming_strings = on;
      SET statement_timeout = '60s';
      SET lock_timeout = '30s';
      """;

  /**
   * A window of blocks is read by a TID Range Scan and a range of keys by the key's index, whatever
   * the statistics say of a table that is just being changed; all other ways are equally far away,
   * so that triggers of the user's still get the best of them. Those costs would start the JIT
   * compiler, for nothing.
   */
  private static final String SCANS =
      """
      SET enable_seqscan = off;
      SET enable_bitmapscan = off;
      SET jit = off;
      """;

  private static final String BY_PLACE =
      """
      SET enable_tidscan = on;
      SET enable_indexscan = off;
      SET enable_indexonlyscan = off;
      """;

  private static final String BY_KEY =
      """
      SET enable_indexscan = on;
      SET enable_indexonlyscan = on;
      """;

  private final Source source;

  /** Sessions from there. */
  public Sessions(Source source) {
    this.source = source;
  }

  /** A session that looks and keeps the books. */
  public Database open() throws SQLException {
    return with(SETTINGS);
  }

  /**
   * A session that writes rows.
   *
   * @param byBlocks it walks in the order of the heap
   * @param lease the longest that it may stand still in a transaction: by then another one has its
   *     chunk, and the application must not wait for rows of it
   */
  Database open(Commit commit, boolean byBlocks, Duration lease) throws SQLException {
    return with(
        SETTINGS
            + SCANS
            + (byBlocks ? BY_PLACE : BY_KEY)
            + "SET synchronous_commit = "
            + (commit == Commit.ASYNC ? "off" : "on")
            + ";SET idle_in_transaction_session_timeout = "
            + lease.toMillis());
  }

  private Database with(String settings) throws SQLException {
    var database = new Database(source.open());
    try {
      database.execute(settings);
      return database;
    } catch (SQLException e) {
      try {
        database.close();
      } catch (SQLException x) {
        e.addSuppressed(x);
      }
      throw e;
    }
  }
}
