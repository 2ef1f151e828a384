package io.safeddl.crash;

/** A tool's JVM to use, and one in reserve, since starting one takes most of the time. */
final class Tools implements AutoCloseable {
  private ToolJvm current = ToolJvm.start();
  private ToolJvm reserve = ToolJvm.start();

  /** One that is alive and does nothing. */
  ToolJvm ready() {
    if (!current.isAlive()) {
      current.close();
      current = reserve;
      reserve = ToolJvm.start();
    }
    return current;
  }

  /** Ends the one that is in use, which does not answer. */
  void discard() throws InterruptedException {
    current.kill();
  }

  @Override
  public void close() {
    current.close();
    reserve.close();
  }
}
