package io.safeddl.crash;

/**
 * Where a migration is interrupted.
 *
 * @param position which of the lines at which the tool stops, from 0
 * @param line that line
 */
record Point(int position, String line, Where where) {
  /** Where, seen from the line. */
  enum Where {
    /** At the line itself: before or behind a step, a statement, the commit. */
    AT,
    /** In the server, at the end of the next DDL command, before it commits. */
    DURING_DDL,
    /** While it waits for another transaction on the table: in a build, or polling for a lock. */
    DURING_WAIT
  }

  /** True where a statement or a step is about to begin. */
  boolean beginsWork() {
    return line.contains("begins") && !line.startsWith("commit");
  }

  /** True where the driver itself stops: inside the call of the tool. */
  boolean ofStep() {
    return line.startsWith("step");
  }

  @Override
  public String toString() {
    return position + " (" + line + ") " + where;
  }
}
