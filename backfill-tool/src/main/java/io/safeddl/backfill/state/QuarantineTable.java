package io.safeddl.backfill.state;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;

/** The rows that cannot be written, each with its key and the server's error. */
public final class QuarantineTable {
  private static final String PUT =
      """
      INSERT INTO :schema.backfill_quarantine AS q
                  (job, leaf, place, table_schema, table_name, pass, sqlstate, error)
      VALUES (?, CAST(? AS oid), ?, ?, ?, ?, ?, ?)
      ON CONFLICT (job, leaf, place) DO UPDATE
        SET pass = EXCLUDED.pass, sqlstate = EXCLUDED.sqlstate, error = EXCLUDED.error,
            last_at = pg_catalog.clock_timestamp(), attempts = q.attempts + 1
      """;

  private final Database database;
  private final StateSchema schema;
  private final long job;

  /** Those of one job. */
  public QuarantineTable(Database database, StateSchema schema, long job) {
    this.database = database;
    this.schema = schema;
    this.job = job;
  }

  /**
   * Puts a row in.
   *
   * @param place which row: its key, or where it stands
   */
  public void put(Lease lease, String place, SQLException error) throws SQLException {
    database.update(
        WorkTables.text(schema, PUT),
        job,
        lease.leaf(),
        place,
        lease.name().schema(),
        lease.name().name(),
        lease.pass(),
        String.valueOf(error.getSQLState()),
        String.valueOf(error.getMessage()));
  }

  /** Takes out what was not found failing again in this pass: it has been mended. */
  public void keepOnly(int pass) throws SQLException {
    database.update(
        WorkTables.text(
            schema, "DELETE FROM :schema.backfill_quarantine WHERE job = ? AND pass < ?"),
        job,
        pass);
  }

  /** How many there are. */
  public long count() throws SQLException {
    return database.row(
        WorkTables.text(
            schema, "SELECT pg_catalog.count(*) FROM :schema.backfill_quarantine WHERE job = ?"),
        row -> row.getLong(1),
        job);
  }
}
