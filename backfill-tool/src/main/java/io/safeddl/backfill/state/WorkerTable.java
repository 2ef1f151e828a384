package io.safeddl.backfill.state;

import io.safeddl.backfill.target.Database;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who works on a job, for people and for the log; the leases do not depend on it. */
public final class WorkerTable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerTable.class);

  private final Database database;
  private final StateSchema schema;

  /** The workers that this schema knows. */
  public WorkerTable(Database database, StateSchema schema) {
    this.database = database;
    this.schema = schema;
  }

  /** A new worker of this process. */
  public long begin(long job) throws SQLException {
    return database.row(
        text(
            "INSERT INTO :schema.backfill_worker (job, host, process) VALUES (?, ?, ?)"
                + " RETURNING id"),
        row -> row.getLong(1),
        job,
        host(),
        ProcessHandle.current().pid());
  }

  /**
   * The same worker has another session: what it has on loan is its own still.
   *
   * @return the worker; a new one where nobody knows it any more
   */
  public long beginAgain(long job, long worker) throws SQLException {
    var known =
        database.update(
            text(
                "UPDATE :schema.backfill_worker SET heartbeat_at = pg_catalog.clock_timestamp(),"
                    + " ended_at = NULL, doing = 'connected again' WHERE id = ? AND job = ?"),
            worker,
            job);
    return known == 1 ? worker : begin(job);
  }

  /** It lives, and does this. */
  public void heartbeat(long worker, String doing) throws SQLException {
    database.update(
        text(
            "UPDATE :schema.backfill_worker SET heartbeat_at = pg_catalog.clock_timestamp(),"
                + " doing = ? WHERE id = ?"),
        doing,
        worker);
  }

  /** It has ended in order. */
  public void end(long worker, String why) throws SQLException {
    database.update(
        text(
            "UPDATE :schema.backfill_worker SET heartbeat_at = pg_catalog.clock_timestamp(),"
                + " ended_at = pg_catalog.clock_timestamp(), doing = ? WHERE id = ?"),
        why,
        worker);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      LOG.debug("this machine does not know its own name", e);
      return "unknown";
    }
  }

  private String text(String sql) {
    return WorkTables.text(schema, sql);
  }
}
