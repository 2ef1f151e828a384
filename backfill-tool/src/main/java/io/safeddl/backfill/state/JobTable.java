package io.safeddl.backfill.state;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jobs, table {@code backfill_job}. Each method is one statement, in whatever is open. */
public final class JobTable {
  private static final String COLUMNS =
      "id, table_schema, table_name, relation, columns, spec, spec_hash, phase, wanted, created_at,"
          + " filled_at, verified_at, differences, filled_xid, mirror";

  /** All transactions with smaller numbers are over, and seen by each snapshot from now on. */
  private static final String NOW =
      "CAST(CAST(pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot()) AS text) AS bigint)";

  private final Database database;
  private final String table;

  /** The jobs that this schema holds; {@link StateSchema#create} first. */
  public JobTable(Database database, StateSchema schema) {
    this.database = database;
    this.table = schema.table("backfill_job");
  }

  /** The job that is not over and writes these columns of that table. */
  public Optional<Job> current(TableName name, List<String> columns) throws SQLException {
    return database.read(
        () ->
            database.optional(
                "SELECT "
                    + COLUMNS
                    + " FROM "
                    + table
                    + " WHERE table_schema = ? AND table_name = ? AND columns = CAST(? AS text[])"
                    + " AND finished_at IS NULL",
                JobTable::job,
                name.schema(),
                name.name(),
                columns.toArray(String[]::new)));
  }

  /** The last job that wrote these columns of that table and is over. */
  public Optional<Job> last(TableName name, List<String> columns) throws SQLException {
    return database.read(
        () ->
            database.optional(
                "SELECT "
                    + COLUMNS
                    + " FROM "
                    + table
                    + " WHERE table_schema = ? AND table_name = ? AND columns = CAST(? AS text[])"
                    + " AND finished_at IS NOT NULL ORDER BY id DESC",
                JobTable::job,
                name.schema(),
                name.name(),
                columns.toArray(String[]::new)));
  }

  /** All that are not over, the oldest first. */
  public List<Job> current() throws SQLException {
    return database.read(
        () ->
            database.rows(
                "SELECT " + COLUMNS + " FROM " + table + " WHERE finished_at IS NULL ORDER BY id",
                JobTable::job));
  }

  /** One job, as it is now. */
  public Job byId(long id) throws SQLException {
    return database.read(
        () ->
            database.row(
                "SELECT " + COLUMNS + " FROM " + table + " WHERE id = ?", JobTable::job, id));
  }

  /**
   * A new job. Two that begin at once are told apart by a unique index: the second one gets 23505.
   *
   * @param relation OID of the table
   * @param columns those that it writes
   * @param spec the text of the file
   */
  public Job begin(TableName name, long relation, List<String> columns, String spec)
      throws SQLException {
    return database.row(
        "INSERT INTO "
            + table
            + " (table_schema, table_name, relation, columns, spec, spec_hash, phase)"
            + " VALUES (?, ?, CAST(? AS oid), CAST(? AS text[]), ?, ?, ?) RETURNING "
            + COLUMNS,
        JobTable::job,
        name.schema(),
        name.name(),
        relation,
        columns.toArray(String[]::new),
        spec,
        hash(spec),
        Phase.EXPANDED.word());
  }

  /** It has come to another phase. */
  public void phase(long id, Phase phase) throws SQLException {
    changed(
        id,
        database.update(
            "UPDATE "
                + table
                + " SET phase = ?, changed_at = pg_catalog.now(), finished_at = CASE WHEN ? THEN"
                + " pg_catalog.now() END WHERE id = ?",
            phase.word(),
            phase.over(),
            id));
  }

  /** The user wants something else. */
  public void wanted(long id, Wanted wanted) throws SQLException {
    changed(
        id,
        database.update(
            "UPDATE " + table + " SET wanted = ?, changed_at = pg_catalog.now() WHERE id = ?",
            wanted.word(),
            id));
  }

  /** Every row is filled; or may not be, and has to be walked, and then compared, again. */
  public void filled(long id, boolean filled) throws SQLException {
    changed(
        id,
        database.update(
            "UPDATE "
                + table
                + " SET filled_at = CASE WHEN ? THEN pg_catalog.now() END,"
                + " filled_xid = CASE WHEN ? THEN "
                + NOW
                + " END, verified_at = NULL,"
                + " differences = NULL, changed_at = pg_catalog.now() WHERE id = ?",
            filled,
            filled,
            id));
  }

  /**
   * Every row has been compared; where one is wrong, the table has to be walked again.
   *
   * @param mirror the marks of the trigger under which they were compared
   * @param since whether rows may have been wrong between the fill and now, and have become right
   */
  public void verified(long id, long differences, List<String> mirror, boolean since)
      throws SQLException {
    changed(
        id,
        database.update(
            "UPDATE "
                + table
                + " SET verified_at = pg_catalog.now(), differences = ?,"
                + " filled_at = CASE WHEN CAST(? AS bigint) = 0 THEN filled_at END,"
                + " filled_xid = CASE WHEN ? THEN "
                + NOW
                + " ELSE filled_xid END,"
                + " mirror = CAST(? AS text[]), changed_at = pg_catalog.now() WHERE id = ?",
            differences,
            differences,
            since,
            mirror.toArray(String[]::new),
            id));
  }

  /** The marks of the trigger under which the fill begins, where none are remembered. */
  public void mirror(long id, List<String> mirror) throws SQLException {
    changed(
        id,
        database.update(
            "UPDATE " + table + " SET mirror = COALESCE(mirror, CAST(? AS text[])) WHERE id = ?",
            mirror.toArray(String[]::new),
            id));
  }

  /** What was compared has changed since. */
  public void unverified(long id) throws SQLException {
    changed(
        id,
        database.update(
            "UPDATE "
                + table
                + " SET verified_at = NULL, differences = NULL, changed_at = pg_catalog.now()"
                + " WHERE id = ?",
            id));
  }

  private static void changed(long id, int rows) throws StateException {
    if (rows != 1) {
      throw new StateException("job " + id + " is gone");
    }
  }

  /** What tells two texts apart. */
  public static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Job job(ResultSet row) throws SQLException {
    return new Job(
        row.getLong(1),
        new TableName(row.getString(2), row.getString(3)),
        row.getLong(4),
        Arrays.asList((String[]) row.getArray(5).getArray()),
        row.getString(6),
        row.getString(7),
        Phase.of(row.getString(8)),
        Wanted.of(row.getString(9)),
        row.getObject(10, OffsetDateTime.class).toInstant(),
        instant(row, 11),
        instant(row, 12),
        Optional.ofNullable(row.getObject(13, Long.class)),
        Optional.ofNullable(row.getObject(14, Long.class)),
        texts(row.getArray(15)));
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }
}
