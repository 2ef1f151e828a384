package io.safeddl.run;

import io.safeddl.plan.Step;
import io.safeddl.plan.Step.IndexTask;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a crash has left of an index step, known by OID: the journal has the indexes that were there
 * before it began.
 */
final class BegunBefore {
  private static final String OF_TABLE =
      "SELECT i.indexrelid::bigint FROM pg_catalog.pg_index i"
          + " WHERE i.indrelid = pg_catalog.to_regclass(nullif(CAST(? AS text), ''))";

  private static final String INVALID =
      "SELECT i.indexrelid::bigint FROM pg_catalog.pg_index i WHERE NOT i.indisvalid";

  private static final String BUILT =
      """
      EXISTS (SELECT 1 FROM pg_catalog.pg_index i
                JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
               WHERE i.indisvalid AND i.indrelid = pg_catalog.to_regclass(nullif(CAST(? AS text), ''))
                 AND NOT i.indexrelid::bigint = ANY (?)
                 AND CASE WHEN ? = '' THEN true
                          ELSE c.relname = (SELECT p[pg_catalog.cardinality(p)]
                                              FROM pg_catalog.parse_ident(?) p) END)
      """;

  private static final Pattern CONCURRENT =
      Pattern.compile(
          "(?i)\\s*(DROP\\s+INDEX|CREATE\\s+(UNIQUE\\s+)?INDEX|REINDEX\\s+\\w+)\\s+CONCURRENTLY\\b");

  private BegunBefore() {}

  /** The indexes that are there now, by which those that the step makes will be known. */
  static List<Long> indexes(Session session, RunStep step) throws SQLException {
    var task = step.step().index();
    if (task == null) {
      return List.of();
    }
    return task.work() == IndexTask.Work.CREATE
        ? session.query(OF_TABLE, row -> row.getLong(1), task.table())
        : session.query(INVALID, row -> row.getLong(1));
  }

  /** True where the step was begun before, and has done all it was to do. */
  static boolean isComplete(Session session, RunStep step) throws SQLException {
    var task = step.step().index();
    var before = step.before();
    if (task == null || before == null) {
      return false;
    }
    var name = task.name() == null ? "" : task.name();
    return switch (task.work()) {
      case CREATE -> session.ask(BUILT, task.table(), longs(before), name, name);
      case DROP -> !name.isEmpty() && session.ask("pg_catalog.to_regclass(?) IS NULL", name);
      // To rebuild it once more does no harm.
      case REINDEX -> false;
    };
  }

  /** The steps that drop what a crash has left half built. */
  static List<Step> dropsOfHalfBuilt(Session session, RunStep step) throws SQLException {
    var task = step.step().index();
    var before = step.before();
    var drops = new ArrayList<Step>();
    if (task != null && before != null) {
      for (var index : new Leftovers(task, Set.copyOf(before)).find(session, session.pid())) {
        drops.add(drop("DROP INDEX CONCURRENTLY IF EXISTS " + index.name(), index.name(), task));
      }
    }
    return drops;
  }

  /** True where a text must run outside a transaction. */
  static boolean isConcurrent(String sql) {
    return CONCURRENT.matcher(sql).lookingAt();
  }

  /** The step that takes another one back by dropping its index. */
  static Step drop(String undo, RunStep step) {
    var task = step.step().index();
    return new Step(
        undo,
        Step.Kind.ONLINE,
        List.of(),
        null,
        task == null ? null : new IndexTask(IndexTask.Work.DROP, task.table(), task.name()));
  }

  private static Step drop(String sql, String name, IndexTask task) {
    return new Step(
        sql,
        Step.Kind.ONLINE,
        List.of(),
        null,
        new IndexTask(IndexTask.Work.DROP, task.table(), name));
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }
}
