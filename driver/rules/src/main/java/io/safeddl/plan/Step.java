package io.safeddl.plan;

import io.safeddl.effect.Effects.Lock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a plan, as a value: the runner runs it.
 *
 * @param sql what to send
 * @param kind how to run it
 * @param locks the strong locks to get first, without queueing; empty for ONLINE steps
 * @param undo what takes it back when a later step fails, or null
 * @param index the index that an ONLINE build makes or drops, for supervision and clean-up, or null
 */
public record Step(
    String sql, Kind kind, List<Lock> locks, @Nullable String undo, @Nullable IndexTask index) {
  /** How a step is run. */
  public enum Kind {
    /** Under the guard: locks by polling, limits on waiting and holding. */
    GUARDED,
    /** Outside any transaction, client and server limits lifted: CONCURRENTLY and VALIDATE. */
    ONLINE
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

  public Step {
    locks = List.copyOf(locks);
  }
}
