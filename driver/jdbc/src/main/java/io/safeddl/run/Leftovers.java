package io.safeddl.run;

import io.safeddl.plan.Step.IndexTask;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The INVALID indexes that a failed concurrent command leaves behind (manual, CREATE INDEX,
 * "Building Indexes Concurrently"; REINDEX, the same: {@code _ccnew}, and {@code _ccold} at its
 * last wait). Ours are known by OID: they were not there before, and nobody else is building them.
 *
 * @param before the OIDs of the indexes that were invalid before
 */
record Leftovers(IndexTask task, Set<Long> before) {
  private static final String INVALID =
      "SELECT i.indexrelid::bigint FROM pg_catalog.pg_index i WHERE NOT i.indisvalid";

  private static final String FOUND =
      """
      SELECT i.indexrelid::bigint,
             pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
        FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
       WHERE NOT i.indisvalid AND c.relkind = 'i'
         AND NOT i.indexrelid::bigint = ANY (?)
         AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_progress_create_index p
                          WHERE p.index_relid = i.indexrelid AND p.pid <> ?)
      """;

  /** Where PostgreSQL chose the name, any name will do. */
  private static final String BUILT =
      """
         AND i.indrelid = pg_catalog.to_regclass(nullif(CAST(? AS text), ''))
         AND CASE WHEN ? = '' THEN true
                  ELSE c.relname = (SELECT p[pg_catalog.cardinality(p)]
                                      FROM pg_catalog.parse_ident(?) p) END
      """;

  private static final String REBUILT = "AND c.relname ~ '_cc(new|old)[0-9]*$'";

  Leftovers {
    before = Set.copyOf(before);
  }

  /** An index: its OID, and its name as SQL text. */
  record Found(long oid, String name) {}

  /** Notes what is invalid before the command runs. */
  static Leftovers before(Session session, IndexTask task) throws SQLException {
    return new Leftovers(task, new HashSet<>(session.query(INVALID, row -> row.getLong(1))));
  }

  /**
   * What the command left.
   *
   * @param session any connection to the database
   * @param builder the pid of the backend that ran the command
   */
  List<Found> find(Session session, int builder) throws SQLException {
    long[] known = before.stream().mapToLong(Long::longValue).toArray();
    return switch (task.work()) {
      case CREATE -> {
        var name = task.name() == null ? "" : task.name();
        yield session.query(
            FOUND + BUILT,
            row -> new Found(row.getLong(1), row.getString(2)),
            known,
            builder,
            task.table(),
            name,
            name);
      }
      case REINDEX ->
          session.query(
              FOUND + REBUILT, row -> new Found(row.getLong(1), row.getString(2)), known, builder);
      case DROP -> List.of();
    };
  }

  /**
   * True where a DROP INDEX CONCURRENTLY got as far as making the index INVALID: it is neither gone
   * nor of use, and which of the two it shall be is the user's to say.
   */
  boolean isHalfDropped(Session session) throws SQLException {
    return task.work() == IndexTask.Work.DROP
        && task.name() != null
        && session.ask(
            "EXISTS (SELECT 1 FROM pg_catalog.pg_index i WHERE NOT i.indisvalid AND i.indexrelid ="
                + " pg_catalog.to_regclass(?) AND NOT i.indexrelid::bigint = ANY (?))",
            task.name(),
            before.stream().mapToLong(Long::longValue).toArray());
  }
}
