package io.safeddl.backfill.state;

import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Leaf;
import io.safeddl.backfill.target.TargetReader;
import io.safeddl.backfill.walk.KeyOrder;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The passes of a job over its table. The leaves are looked up anew for each, because partitions
 * come and go; and always behind the trigger's commit, because who asks has seen it.
 */
public final class PassTable {
  private static final String ENSURE =
      "INSERT INTO :schema.backfill_pass (job) VALUES (?) ON CONFLICT DO NOTHING";

  private static final String LOCK =
      "SELECT pass FROM :schema.backfill_pass WHERE job = ? FOR UPDATE";

  private static final String MOVE =
      "UPDATE :schema.backfill_pass SET pass = ?, pass_started_at = pg_catalog.clock_timestamp()"
          + " WHERE job = ?";

  private static final String INSERT_LEAF =
      """
      INSERT INTO :schema.backfill_leaf (job, pass, leaf, table_schema, table_name, fresh, filenode,
                                         blocks, last_key, cut)
      SELECT ?, ?, CAST(? AS oid), ?, ?,
             NOT EXISTS (SELECT 1 FROM :schema.backfill_leaf o
                          WHERE o.job = ? AND o.leaf = CAST(? AS oid)),
             ?, ?, CAST(? AS text[]), ?
      """;

  private static final String STANDING =
      """
      SELECT (SELECT pg_catalog.count(*) FROM :schema.backfill_leaf l
               WHERE l.job = p.job AND l.pass = p.pass AND NOT l.cut)
             + (SELECT pg_catalog.count(*) FROM :schema.backfill_chunk c
                 WHERE c.job = p.job AND c.pass = p.pass AND NOT c.done),
             (SELECT COALESCE(pg_catalog.sum(l.rows + l.skipped), 0)
                FROM :schema.backfill_leaf l WHERE l.job = p.job AND l.pass = p.pass)
             + (SELECT COALESCE(pg_catalog.sum(c.rows + c.skipped), 0)
                  FROM :schema.backfill_chunk c WHERE c.job = p.job AND c.pass = p.pass)
        FROM :schema.backfill_pass p WHERE p.job = ?
      """;

  private static final String GONE =
      """
      DELETE FROM :schema.backfill_leaf l
       WHERE l.job = ? AND l.pass = ?
         AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class c WHERE c.oid = l.leaf)
      """;

  private static final String BEGIN_AGAIN =
      """
      UPDATE :schema.backfill_leaf l
         SET filenode = pg_catalog.pg_relation_filenode(l.leaf),
             blocks = pg_catalog.pg_relation_size(l.leaf)
                        / CAST(pg_catalog.current_setting('block_size') AS int),
             cut_blocks = 0, cut = false, begun_again = begun_again + 1,
             rows = l.rows + COALESCE((SELECT pg_catalog.sum(c.rows)
                                         FROM :schema.backfill_chunk c
                                        WHERE (c.job, c.pass, c.leaf) = (l.job, l.pass, l.leaf)), 0),
             hot = l.hot + COALESCE((SELECT pg_catalog.sum(c.hot)
                                       FROM :schema.backfill_chunk c
                                      WHERE (c.job, c.pass, c.leaf) = (l.job, l.pass, l.leaf)), 0)
       WHERE l.job = ? AND l.pass = ? AND l.leaf = CAST(? AS oid)
         AND l.filenode IS DISTINCT FROM pg_catalog.pg_relation_filenode(l.leaf)
      """;

  private final Database database;
  private final StateSchema schema;
  private final long job;

  /** The passes of a job. */
  public PassTable(Database database, StateSchema schema, long job) {
    this.database = database;
    this.schema = schema;
    this.job = job;
  }

  /**
   * The pass that the job is on; the first one begins with this where there is none.
   *
   * @param order where the table is walked by its key
   */
  public int current(long table, Optional<KeyOrder> order) throws SQLException {
    return database.inTransaction(
        () -> {
          database.update(text(ENSURE), job);
          var pass = database.row(text(LOCK), row -> row.getInt(1), job);
          if (pass == 0) {
            open(1, table, order);
            return 1;
          }
          return pass;
        });
  }

  /** How a pass stands. */
  public enum Standing {
    /** Others still work on it, or it is over already. */
    OPEN,
    /** All of it is done, and it has written or left out something. */
    BUSY,
    /** All of it is done, and nothing was there to be done. */
    CLEAN
  }

  /** The pass that the job is on, once there is one. */
  public int current() throws SQLException {
    return database.row(
        text("SELECT pass FROM :schema.backfill_pass WHERE job = ?"), row -> row.getInt(1), job);
  }

  /** Whether each leaf that is there now was there when a pass began. */
  public boolean hasAllLeaves(int pass, long table) throws SQLException {
    return unwalked(pass, table).isEmpty();
  }

  /** The leaves that have come since the last pass began; none where nobody has begun one. */
  public List<Leaf> unwalked(long table) throws SQLException {
    return database.read(
        () -> {
          if (!WorkTables.exist(database, schema)) {
            return List.<Leaf>of();
          }
          var pass =
              database.optional(
                  text("SELECT pass FROM :schema.backfill_pass WHERE job = ? AND pass > 0"),
                  row -> row.getInt(1),
                  job);
          return pass.isEmpty() ? List.<Leaf>of() : unwalked(pass.get(), table);
        });
  }

  private List<Leaf> unwalked(int pass, long table) throws SQLException {
    var known =
        database.rows(
            text(
                "SELECT CAST(leaf AS bigint) FROM :schema.backfill_leaf"
                    + " WHERE job = ? AND pass = ?"),
            row -> row.getLong(1),
            job,
            pass);
    return TargetReader.leaves(database, table).stream()
        .filter(leaf -> !known.contains(leaf.oid()))
        .toList();
  }

  /** Whether the leaf of a lease is still called what it was called then. */
  public boolean isNamed(Lease lease) throws SQLException {
    return database.row(
        "SELECT COALESCE(pg_catalog.to_regclass(?) = CAST(? AS oid), false)",
        row -> row.getBoolean(1),
        lease.name().toSql(),
        lease.leaf());
  }

  /** How a pass stands. */
  public Standing standing(int pass) throws SQLException {
    return database.inTransaction(
        () ->
            database.row(text(LOCK), row -> row.getInt(1), job) == pass ? locked() : Standing.OPEN);
  }

  private Standing locked() throws SQLException {
    return database.row(
        text(STANDING),
        row ->
            row.getLong(1) > 0
                ? Standing.OPEN
                : row.getLong(2) > 0 ? Standing.BUSY : Standing.CLEAN,
        job);
  }

  /** Begins the pass behind this one, where nobody else has begun it and this one is done. */
  public void next(int pass, long table, Optional<KeyOrder> order) throws SQLException {
    database.inTransaction(
        () -> {
          if (database.row(text(LOCK), row -> row.getInt(1), job) == pass
              && locked() != Standing.OPEN) {
            open(pass + 1, table, order);
          }
          return true;
        });
  }

  private void open(int pass, long table, Optional<KeyOrder> order) throws SQLException {
    for (var leaf : TargetReader.leaves(database, table)) {
      var last = order.isPresent() ? last(leaf, order.get()) : List.<String>of();
      var empty = order.isPresent() ? last.isEmpty() : leaf.blocks() == 0;
      insert(pass, leaf, last, empty);
    }
    database.update(text(MOVE), pass, job);
  }

  private List<String> last(Leaf leaf, KeyOrder order) throws SQLException {
    return database
        .optional(order.last(leaf.name().toSql()), row -> Lease.place(row.getArray(1)))
        .orElse(List.of());
  }

  private void insert(int pass, Leaf leaf, List<String> last, boolean empty) throws SQLException {
    String @Nullable [] lastKey = last.isEmpty() ? null : last.toArray(String[]::new);
    database.update(
        text(INSERT_LEAF),
        job,
        pass,
        leaf.oid(),
        leaf.name().schema(),
        leaf.name().name(),
        job,
        leaf.oid(),
        leaf.filenode(),
        leaf.blocks(),
        lastKey,
        empty);
  }

  /**
   * The rows of a leaf have moved, or it is gone: what was done in it says nothing any more.
   *
   * @return true where that was so
   */
  public boolean beginAgain(Lease lease) throws SQLException {
    return database.inTransaction(
        () -> {
          var gone = database.update(text(GONE), job, lease.pass());
          var moved = database.update(text(BEGIN_AGAIN), job, lease.pass(), lease.leaf());
          if (moved > 0) {
            database.update(
                text(
                    "DELETE FROM :schema.backfill_chunk WHERE job = ? AND pass = ?"
                        + " AND leaf = CAST(? AS oid)"),
                job,
                lease.pass(),
                lease.leaf());
          }
          return gone + moved > 0;
        });
  }

  private String text(String sql) {
    return WorkTables.text(schema, sql);
  }
}
