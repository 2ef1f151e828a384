package io.safeddl.run;

import io.safeddl.plan.Policy;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All settings of one connection, read from URL, properties and environment.
 *
 * @param policy what is judged, and the time limits
 * @param deadline how long after connecting to stop cleanly, or null
 * @param report the audit trail's file, or null
 * @param logQueries show the text of blocking queries
 */
public record RunOptions(
    Policy policy,
    Autovacuum autovacuum,
    Transactions transactions,
    @Nullable Duration deadline,
    @Nullable Path report,
    boolean logQueries) {
  /** What to do when an autovacuum worker holds the table. */
  public enum Autovacuum {
    CANCEL,
    QUEUE,
    WAIT
  }

  /** Whether the tool's transaction may be committed early. */
  public enum Transactions {
    AUTO,
    REFUSE
  }

  /** The defaults of the driver. */
  public static final RunOptions DEFAULT =
      new RunOptions(Policy.DEFAULT, Autovacuum.CANCEL, Transactions.AUTO, null, null, false);
}
