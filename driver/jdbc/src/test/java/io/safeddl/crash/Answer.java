package io.safeddl.crash;

/**
 * What a tool's JVM says.
 *
 * @param text the line, the pid, the error
 */
record Answer(Kind kind, String text) {
  /** Which sort of word it is. */
  enum Kind {
    /** The pid of the session that migrates. */
    PID,
    /** It has stopped at this line and waits. */
    AT,
    /** A line of the log; it goes on. */
    LOG,
    /** A setting or a thread that is left. */
    LEFT,
    /** The migration has failed: SQLSTATE and message. */
    FAILED,
    /** The migration is done. */
    DONE,
    /** The JVM is gone. */
    GONE
  }

  boolean isEnd() {
    return kind == Kind.FAILED || kind == Kind.DONE || kind == Kind.GONE;
  }

  @Override
  public String toString() {
    return kind + " " + text;
  }
}
