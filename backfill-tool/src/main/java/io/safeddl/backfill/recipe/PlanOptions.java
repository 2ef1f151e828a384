package io.safeddl.backfill.recipe;

import java.time.Duration;

/**
 * How a plan is written.
 *
 * @param name of the change, in the files' names: small letters, digits and underscores
 * @param version of the first migration; those behind it follow
 * @param lockTimeout how long each statement may wait for its lock, and others behind it
 * @param small up to how many bytes a table is filled and compared by the migrations themselves
 */
public record PlanOptions(
    PlanTool tool,
    String name,
    String version,
    Duration lockTimeout,
    long small,
    Consents consents) {
  private static final int SECOND = 1000;

  /** As {@code SET lock_timeout} takes it. */
  String limit() {
    var millis = lockTimeout.toMillis();
    return millis % SECOND == 0 ? millis / SECOND + "s" : millis + "ms";
  }
}
