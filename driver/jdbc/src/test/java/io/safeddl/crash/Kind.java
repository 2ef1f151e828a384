package io.safeddl.crash;

/** What interrupts a migration. */
enum Kind {
  /** {@code kill -9} of the tool; a build may go on in the server and be met by the second run. */
  KILL_JVM,
  /** {@code pg_terminate_backend} of the tool's session, the tool alive. */
  TERMINATE,
  /** The server stopped at once and started again, the tool alive. */
  SERVER_CRASH,
  /** Another session holds the tables for longer than {@code lockWait}. */
  LOCK_NOT_HAD,
  /** {@code safeddl.deadline} passes. */
  DEADLINE,
  /** {@code Statement.cancel()}. */
  CANCEL;

  /** True where this can happen there. */
  boolean fits(Point point) {
    return switch (this) {
      case KILL_JVM, TERMINATE, SERVER_CRASH -> true;
      case LOCK_NOT_HAD -> point.where() == Point.Where.AT && point.beginsWork();
      case DEADLINE ->
          point.where() == Point.Where.DURING_WAIT
              || (point.where() == Point.Where.AT && point.ofStep());
      case CANCEL -> point.where() != Point.Where.AT || point.ofStep();
    };
  }

  /** True where neither tool nor session nor server was lost: the driver itself gave up. */
  boolean isOrderly() {
    return this == LOCK_NOT_HAD || this == DEADLINE || this == CANCEL;
  }
}
