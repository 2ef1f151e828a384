package io.safeddl.plan;

import io.safeddl.effect.Effects.Lock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a plan, as a value: the runner runs it.
 *
 * @param sql what to send; of a guarded step there may be several statements, separated by
 *     semicolons, that run in one transaction of ours
 * @param kind how to run it
 * @param locks the strong locks to get first, without queueing; empty for the other kinds
 * @param undo what takes it back when a later step fails, or null: to be run under the guard, or,
 *     where it begins a concurrent command, outside any transaction; it may be run twice
 * @param index the index that an ONLINE build makes or drops, for supervision and clean-up, or null
 * @param violation what a row of a PRECHECK means; of an ONLINE step, what it means that the server
 *     finds a violated CHECK (23514), where the plain statement would say something else; or null
 */
public record Step(
    String sql,
    Kind kind,
    List<Lock> locks,
    @Nullable String undo,
    @Nullable IndexTask index,
    @Nullable Violation violation) {
  /** How a step is run. */
  public enum Kind {
    /** Under the guard: locks by polling, limits on waiting and holding. */
    GUARDED,
    /** Outside any transaction, client and server limits lifted: CONCURRENTLY and VALIDATE. */
    ONLINE,
    /**
     * A read-only query, outside any transaction, that must give no row: its rows are the keys of
     * the first that violate what is to be added.
     */
    PRECHECK
  }

  /**
   * The index work of an ONLINE step.
   *
   * @param table as SQL text, with schema where known
   * @param name the index's name as SQL text; null where PostgreSQL chooses or for a whole table
   */
  public record IndexTask(Work work, String table, @Nullable String name) {
    /** Which concurrent command. */
    public enum Work {
      CREATE,
      DROP,
      REINDEX
    }
  }

  /**
   * What is wrong with the rows.
   *
   * @param sqlState of the error: 23502, 23503 or 23514
   * @param message a sentence without its end; of a PRECHECK, the keys follow
   */
  public record Violation(String sqlState, String message) {}

  public Step {
    locks = List.copyOf(locks);
    if (kind == Kind.PRECHECK && violation == null) {
      throw new IllegalArgumentException("a precheck says what its rows mean");
    }
    if (kind == Kind.GUARDED && violation != null) {
      throw new IllegalArgumentException("a guarded step looks at no rows");
    }
  }

  /** A step that looks for nothing that violates a constraint, or says so as the server does. */
  public Step(
      String sql, Kind kind, List<Lock> locks, @Nullable String undo, @Nullable IndexTask index) {
    this(sql, kind, locks, undo, index, null);
  }
}
