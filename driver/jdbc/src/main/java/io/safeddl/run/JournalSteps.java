package io.safeddl.run;

import io.safeddl.effect.LockMode;
import io.safeddl.plan.Step;
import io.safeddl.plan.Step.IndexTask;
import io.safeddl.plan.Step.Violation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a plan as the journal keeps them, in jsonb that the server itself builds and takes
 * apart: {@code [{"sql", "kind", "undo", "work", "table", "index", "sqlState", "message", "locks":
 * [{"oid", "name", "mode", "lockable"}], "before": [oid]}]}.
 */
final class JournalSteps {
  /**
   * An expression with the parameters of {@link #parameters}. Only without its schema does unnest
   * take several arrays.
   */
  static final String JSON =
      """
      (SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
                'sql', s.sql, 'kind', s.kind, 'undo', s.undo,
                'work', s.work, 'table', s.tab, 'index', s.ind,
                'sqlState', s.sqlstate, 'message', s.message,
                'locks', coalesce(
                  (SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
                            'oid', l.oid, 'name', l.name, 'mode', l.mode, 'lockable', l.lockable)
                          ORDER BY l.oid)
                     FROM unnest(CAST(? AS int8[]), CAST(? AS int8[]), CAST(? AS text[]),
                            CAST(? AS text[]), CAST(? AS bool[])) l(step, oid, name, mode, lockable)
                    WHERE l.step = s.n), '[]')) ORDER BY s.n)
         FROM unnest(CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]),
                CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]),
                CAST(? AS text[]))
                WITH ORDINALITY s(sql, kind, undo, work, tab, ind, sqlstate, message, n))
      """;

  private static final String READ =
      """
      SELECT e.s ->> 'sql', e.s ->> 'kind', e.s ->> 'undo',
             e.s ->> 'work', e.s ->> 'table', e.s ->> 'index',
             ARRAY(SELECT l ->> 'oid' FROM pg_catalog.jsonb_array_elements(e.s -> 'locks') l),
             ARRAY(SELECT l ->> 'name' FROM pg_catalog.jsonb_array_elements(e.s -> 'locks') l),
             ARRAY(SELECT l ->> 'mode' FROM pg_catalog.jsonb_array_elements(e.s -> 'locks') l),
             ARRAY(SELECT l ->> 'lockable' FROM pg_catalog.jsonb_array_elements(e.s -> 'locks') l),
             CASE WHEN pg_catalog.jsonb_exists(e.s, 'before') THEN
               ARRAY(SELECT pg_catalog.jsonb_array_elements_text(e.s -> 'before')) END,
             e.s ->> 'sqlState', e.s ->> 'message'
        FROM safeddl.journal j, pg_catalog.jsonb_array_elements(j.steps) WITH ORDINALITY e(s, n)
       WHERE j.run = CAST(? AS uuid) AND j.ordinal = ?
       ORDER BY e.n
      """;

  private JournalSteps() {}

  static List<Object> parameters(List<RunStep> steps) {
    var step = new ArrayList<Long>();
    var oid = new ArrayList<Long>();
    var name = new ArrayList<String>();
    var mode = new ArrayList<String>();
    var lockable = new ArrayList<String>();
    for (int i = 0; i < steps.size(); i++) {
      for (LockTarget target : steps.get(i).targets()) {
        step.add(i + 1L);
        oid.add(target.oid());
        name.add(target.name());
        mode.add(target.mode().name());
        lockable.add(String.valueOf(target.lockable()));
      }
    }
    var parameters = new ArrayList<Object>();
    parameters.add(longs(step));
    parameters.add(longs(oid));
    parameters.add(texts(name));
    parameters.add(texts(mode));
    parameters.add(texts(lockable));
    parameters.add(column(steps, Step::sql));
    parameters.add(column(steps, s -> s.kind().name()));
    parameters.add(column(steps, Step::undo));
    parameters.add(column(steps, s -> s.index() == null ? null : s.index().work().name()));
    parameters.add(column(steps, s -> s.index() == null ? null : s.index().table()));
    parameters.add(column(steps, s -> s.index() == null ? null : s.index().name()));
    parameters.add(column(steps, s -> s.violation() == null ? null : s.violation().sqlState()));
    parameters.add(column(steps, s -> s.violation() == null ? null : s.violation().message()));
    return parameters;
  }

  private interface Part {
    @Nullable String of(Step step);
  }

  private static @Nullable String[] column(List<RunStep> steps, Part part) {
    var column = new @Nullable String[steps.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = part.of(steps.get(i).step());
    }
    return column;
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  private static String[] texts(List<String> values) {
    return values.toArray(String[]::new);
  }

  /** The steps of one row, in order. */
  static List<RunStep> read(Session session, UUID run, int ordinal) throws SQLException {
    return session.query(READ, JournalSteps::read, run.toString(), ordinal);
  }

  private static RunStep read(ResultSet row) throws SQLException {
    var work = row.getString(4);
    var task =
        work == null
            ? null
            : new IndexTask(IndexTask.Work.valueOf(work), row.getString(5), row.getString(6));
    var state = row.getString(12);
    var step =
        new Step(
            row.getString(1),
            Step.Kind.valueOf(row.getString(2)),
            List.of(),
            row.getString(3),
            task,
            state == null ? null : new Violation(state, row.getString(13)));
    var oids = strings(row, 7);
    var names = strings(row, 8);
    var modes = strings(row, 9);
    var lockable = strings(row, 10);
    var targets = new ArrayList<LockTarget>();
    for (int i = 0; i < oids.size(); i++) {
      targets.add(
          new LockTarget(
              Long.parseLong(oids.get(i)),
              names.get(i),
              LockMode.valueOf(modes.get(i)),
              Boolean.parseBoolean(lockable.get(i))));
    }
    var before = row.getArray(11) == null ? null : strings(row, 11);
    return new RunStep(
        step, targets, before == null ? null : before.stream().map(Long::valueOf).toList());
  }

  private static List<String> strings(ResultSet row, int column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }
}
