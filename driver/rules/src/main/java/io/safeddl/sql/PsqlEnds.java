package io.safeddl.sql;

import java.util.Set;

/**
 * What becomes of statements that {@code psql} does not simply send, by the offsets of the
 * semicolons that end them (psql's manual page, Meta-Commands).
 *
 * @param joined {@code \;}: it is sent together with the next one, and both are one transaction
 * @param executed {@code \gexec}: each value that it returns is run as a statement
 */
public record PsqlEnds(Set<Integer> joined, Set<Integer> executed) {
  /** Each statement is sent when it ends. */
  public static final PsqlEnds NONE = new PsqlEnds(Set.of(), Set.of());

  public PsqlEnds {
    joined = Set.copyOf(joined);
    executed = Set.copyOf(executed);
  }

  /** True where all are simply sent. */
  public boolean isEmpty() {
    return joined.isEmpty() && executed.isEmpty();
  }
}
