package io.safeddl.crash;

import java.util.List;

/** A tool's JVM to use, and one in reserve, since starting one takes most of the time. */
final class Tools implements AutoCloseable {
  private final List<String> classes;
  private ToolJvm current;
  private ToolJvm reserve;

  /** With the classes of this JVM. */
  Tools() {
    this(List.of("-cp", System.getProperty("java.class.path")));
  }

  /**
   * Starts both.
   *
   * @param classes the options that give them their classes
   */
  Tools(List<String> classes) {
    this.classes = List.copyOf(classes);
    this.current = ToolJvm.start(classes);
    this.reserve = ToolJvm.start(classes);
  }

  /** One that is alive and does nothing. */
  ToolJvm ready() {
    if (!current.isAlive()) {
      current.close();
      current = reserve;
      reserve = ToolJvm.start(classes);
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
