package io.safeddl.backfill.spec;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How the batches are cut.
 *
 * @param target how long one batch shall take
 * @param stripes into how many passes a window of blocks is divided; chosen by the share of HOT
 *     updates where empty
 * @param commit whether a commit waits for the disk
 */
public record BatchOptions(Duration target, OptionalInt stripes, Commit commit) {
  /** What holds where the file says nothing. */
  public static final BatchOptions DEFAULT =
      new BatchOptions(Duration.ofMillis(250), OptionalInt.empty(), Commit.ASYNC);

  /** The most passes over one window. */
  public static final int MOST_STRIPES = 64;

  /** Whether a commit waits for the disk. */
  public enum Commit {
    /**
     * It does not. Nothing is lost by it: the progress is written in the batch's transaction, so
     * that a crash takes both back or none.
     */
    ASYNC,
    /** It does. */
    SYNC
  }
}
