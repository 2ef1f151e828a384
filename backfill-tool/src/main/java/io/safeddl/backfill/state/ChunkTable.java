package io.safeddl.backfill.state;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.walk.KeyOrder;
import io.safeddl.backfill.walk.Keys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The chunks of the pass that a job is on: how they are lent, and how they come forward. */
public final class ChunkTable {
  /** A chunk takes this part of its leaf, within these bounds, so that there are enough for all. */
  private static final long PARTS = 32;

  private static final long LEAST_BLOCKS = 1024;
  private static final long MOST_BLOCKS = 32_768;
  private static final long KEYS = 100_000;

  private static final String LEASE =
      """
      RETURNING id, epoch, pass, leaf, next_block, end_block, next_key, up_to_key,
                COALESCE((SELECT n.nspname FROM pg_catalog.pg_class t
                  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
                  WHERE t.oid = c.leaf), ''),
                COALESCE((SELECT t.relname FROM pg_catalog.pg_class t WHERE t.oid = c.leaf), ''),
                (SELECT l.fresh FROM :schema.backfill_leaf l
                  WHERE (l.job, l.pass, l.leaf) = (c.job, c.pass, c.leaf)),
                NOT EXISTS (SELECT FROM :schema.backfill_chunk o
                  WHERE o.job = c.job AND o.pass = c.pass AND NOT o.done AND o.worker <> c.worker
                    AND o.leased_until > pg_catalog.clock_timestamp())
      """;

  private static final String UNTIL =
      "pg_catalog.clock_timestamp() + CAST(? AS double precision) * interval '1 ms'";

  /** Nobody waits here for a worker that is just writing its progress: it is alive. */
  private static final String TAKE_OVER =
      "UPDATE :schema.backfill_chunk c SET worker = ?, epoch = epoch + 1, leased_until = "
          + UNTIL
          + """
           WHERE c.id = (SELECT o.id FROM :schema.backfill_chunk o
                          WHERE o.job = ? AND o.pass = ? AND NOT o.done
                            AND (o.worker IS NULL OR o.worker = ?
                                 OR o.leased_until < pg_catalog.clock_timestamp())
                          ORDER BY o.id LIMIT 1 FOR UPDATE SKIP LOCKED)
          """
          + LEASE;

  private static final String UNCUT =
      """
      SELECT leaf, table_schema, table_name, blocks, cut_blocks, last_key, cut_key
        FROM :schema.backfill_leaf
       WHERE job = ? AND pass = ? AND NOT cut ORDER BY leaf LIMIT 1 FOR UPDATE
      """;

  private static final String CUT =
      """
      UPDATE :schema.backfill_leaf SET cut_blocks = ?, cut_key = CAST(? AS text[]), cut = ?
       WHERE job = ? AND pass = ? AND leaf = CAST(? AS oid)
      """;

  private static final String INSERT =
      """
      INSERT INTO :schema.backfill_chunk AS c (job, pass, leaf, filenode, first_block, next_block,
                  end_block, next_key, up_to_key, worker, leased_until)
      SELECT l.job, l.pass, l.leaf, l.filenode, ?, ?, ?, CAST(? AS text[]), CAST(? AS text[]), ?,
      """
          + UNTIL
          + """
            FROM :schema.backfill_leaf l
           WHERE l.job = ? AND l.pass = ? AND l.leaf = CAST(? AS oid)
          """
          + LEASE;

  /**
   * The fence: no row without the lease, nor where the name that was written to has come to mean
   * another table, nor in another file than the one that is walked. Where the heap does not give
   * the order, its file does not matter.
   */
  private static final String CHECKPOINT =
      """
      UPDATE :schema.backfill_chunk c
         SET next_block = ?, next_key = CAST(? AS text[]), done = ?, batches = batches + 1,
             rows = rows + ?, hot = hot + pg_catalog.pg_stat_get_xact_tuples_hot_updated(leaf) - ?,
             skipped = skipped + ?, changed_at = pg_catalog.clock_timestamp(), leased_until =
      """
          + UNTIL
          + """
           WHERE id = ? AND worker = ? AND epoch = ?
             AND pg_catalog.to_regclass(?) = CAST(leaf AS regclass)
             AND (up_to_key IS NOT NULL OR filenode = pg_catalog.pg_relation_filenode(leaf))
          RETURNING (SELECT j.wanted FROM :schema.backfill_job j WHERE j.id = c.job),
                    pg_catalog.pg_stat_get_xact_tuples_hot_updated(leaf)
          """;

  private final Database database;
  private final StateSchema schema;
  private final long job;
  private final Duration term;

  /**
   * The chunks of a job.
   *
   * @param term how long a lease is good for without a batch
   */
  public ChunkTable(Database database, StateSchema schema, long job, Duration term) {
    this.database = database;
    this.schema = schema;
    this.job = job;
    this.term = term;
  }

  /** A chunk that nobody works on: one that was left behind, else the next one that is cut. */
  public Optional<Lease> claim(long worker, int pass, Optional<KeyOrder> order)
      throws SQLException {
    return database.inTransaction(
        () -> {
          var left =
              database.optional(
                  text(TAKE_OVER), ChunkTable::lease, worker, term.toMillis(), job, pass, worker);
          return left.isPresent() ? left : cut(worker, pass, order);
        });
  }

  private Optional<Lease> cut(long worker, int pass, Optional<KeyOrder> order) throws SQLException {
    var leaf = database.optional(text(UNCUT), Uncut::read, job, pass);
    if (leaf.isEmpty()) {
      return Optional.empty();
    }
    var next = leaf.get();
    var byBlocks = next.lastKey().isEmpty();
    var end = Math.min(next.blocks(), next.cutBlocks() + blocksOfChunk(next.blocks()));
    var upTo = byBlocks ? next.lastKey() : end(next, order.orElseThrow());
    var last = byBlocks ? end == next.blocks() : upTo.equals(next.lastKey());
    database.update(text(CUT), end, array(upTo), last, job, pass, next.leaf());
    return database.optional(
        text(INSERT),
        ChunkTable::lease,
        byBlocks ? next.cutBlocks() : 0,
        byBlocks ? next.cutBlocks() : 0,
        byBlocks ? end : 0,
        array(next.cutKey()),
        array(upTo),
        worker,
        term.toMillis(),
        job,
        pass,
        next.leaf());
  }

  private static long blocksOfChunk(long blocks) {
    return Math.max(LEAST_BLOCKS, Math.min(MOST_BLOCKS, blocks / PARTS));
  }

  private List<String> end(Uncut leaf, KeyOrder order) throws SQLException {
    var rest = new Keys(order, leaf.cutKey(), leaf.lastKey());
    return database
        .optional(rest.placeAfter(leaf.name().toSql(), KEYS), row -> Lease.place(row.getArray(1)))
        .orElse(leaf.lastKey());
  }

  /**
   * Writes how far a chunk is, in the transaction that is open and has written the rows.
   *
   * @param to where the chunk is with this
   * @param rows that were written
   * @param hotBefore what {@link #hot} said at the transaction's begin
   * @param skipped pieces that are left to the sweep
   * @return empty where the lease is lost or the leaf has another file: roll back
   */
  public Optional<Progress> checkpoint(
      Lease to, long worker, long rows, long hotBefore, int skipped) throws SQLException {
    return database.optional(
        text(CHECKPOINT),
        row -> new Progress(Wanted.of(row.getString(1)), row.getLong(2) - hotBefore),
        to.nextBlock(),
        array(to.nextKey()),
        to.isAtEnd(),
        rows,
        hotBefore,
        skipped,
        term.toMillis(),
        to.chunk(),
        worker,
        to.epoch(),
        to.name().toSql());
  }

  /**
   * What a checkpoint gives back.
   *
   * @param wanted what the user wants of the job now
   * @param hot how many rows the transaction updated in place
   */
  public record Progress(Wanted wanted, long hot) {}

  /** SQL for what this session has updated in place and not yet reported; to be read twice. */
  public static String hot(Lease lease) {
    return "SELECT pg_catalog.pg_stat_get_xact_tuples_hot_updated(" + lease.leaf() + ")";
  }

  /** Keeps a lease while nothing is written; false where it is lost. */
  public boolean renew(Lease lease, long worker) throws SQLException {
    return database.update(
            text("UPDATE :schema.backfill_chunk SET leased_until = ")
                + UNTIL
                + " WHERE id = ? AND worker = ? AND epoch = ?",
            term.toMillis(),
            lease.chunk(),
            worker,
            lease.epoch())
        == 1;
  }

  /** Gives back everything that a worker has on loan, so that others need not wait. */
  public void release(long worker) throws SQLException {
    database.update(
        text(
            "UPDATE :schema.backfill_chunk SET worker = NULL, leased_until = NULL"
                + " WHERE job = ? AND worker = ? AND NOT done"),
        job,
        worker);
  }

  private String text(String sql) {
    return WorkTables.text(schema, sql);
  }

  private static String @Nullable [] array(List<String> place) {
    return place.isEmpty() ? null : place.toArray(String[]::new);
  }

  private static Lease lease(ResultSet row) throws SQLException {
    return new Lease(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        row.getLong(4),
        new TableName(row.getString(9), row.getString(10)),
        row.getBoolean(11),
        row.getLong(5),
        row.getLong(6),
        Lease.place(row.getArray(7)),
        Lease.place(row.getArray(8)),
        row.getBoolean(12));
  }

  /** A leaf that is not yet cut to its end. */
  private record Uncut(
      long leaf,
      TableName name,
      long blocks,
      long cutBlocks,
      List<String> lastKey,
      List<String> cutKey) {
    static Uncut read(ResultSet row) throws SQLException {
      return new Uncut(
          row.getLong(1),
          new TableName(row.getString(2), row.getString(3)),
          row.getLong(4),
          row.getLong(5),
          Lease.place(row.getArray(6)),
          Lease.place(row.getArray(7)));
    }
  }
}
