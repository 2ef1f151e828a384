package io.safeddl.testing;

import io.safeddl.embedded.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A server of one test alone, which may be crashed and started again. Always from embedded
 * binaries, and on Unix only; closing it stops it.
 */
public final class OwnServer implements AutoCloseable {
  private final EmbeddedServer embedded;
  private final TestServer address;

  private OwnServer(EmbeddedServer embedded, int major) {
    this.embedded = embedded;
    this.address =
        new TestServer(
            major,
            EmbeddedServer.HOST,
            embedded.port(),
            "postgres",
            EmbeddedServer.SUPERUSER,
            "postgres");
  }

  /** Starts a server of a major version. */
  public static OwnServer start(int major) {
    return start(major, List.of());
  }

  /**
   * Starts a server of a major version.
   *
   * @param settings such as {@code fsync=on}, above those of the tests
   */
  public static OwnServer start(int major, List<String> settings) {
    try {
      var programs = TestBinaries.programs(major);
      var all = new ArrayList<>(ServerSettings.ALL);
      all.addAll(settings);
      return new OwnServer(EmbeddedServer.start(programs, all, null), major);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL " + major + " cannot be started", e);
    }
  }

  /** A standby that follows it by streaming; it is crashed and started again for that. */
  public OwnServer standby() {
    try {
      return new OwnServer(embedded.standby(), address.major());
    } catch (IOException e) {
      throw new UncheckedIOException("a standby cannot be started", e);
    }
  }

  /** Where it listens; the same after a crash. */
  public TestServer server() {
    return address;
  }

  /** Ends it as {@code pg_ctl stop -m immediate} does: at once, with recovery at the next start. */
  public void crash() {
    try {
      embedded.crash();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again on the same data and the same port, and waits until it accepts connections. */
  public void restart() {
    try {
      embedded.restart();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    embedded.close();
  }
}
