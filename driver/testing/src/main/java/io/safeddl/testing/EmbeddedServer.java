package io.safeddl.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server of this JVM from unpacked binaries, on a free port, with a data directory that is
 * deleted at its end.
 *
 * <p>It must not outlive the JVM, not even one that is killed. So on Unix it is started by a small
 * shell that reads its standard input, a pipe whose other end only this JVM holds, and stops the
 * server when the pipe ends. By the same pipe it is told to crash the server and to start it again.
 */
final class EmbeddedServer {
  private static final int ATTEMPTS = 5;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  /**
   * Arguments: log file, directory to delete, then the server's command line. SIGQUIT is the
   * immediate shutdown: no checkpoint, so that the next start recovers as after a crash.
   */
  private static final String WATCHDOG =
      """
      log=$1; directory=$2; shift 2
      "$@" </dev/null >"$log" 2>&1 &
      server=$!
      trap '' HUP INT TERM
      while read -r order; do
        case $order in
          crash) kill -QUIT $server; wait $server ;;
          start) "$@" </dev/null >"$log" 2>&1 & server=$! ;;
        esac
      done
      kill -QUIT $server 2>/dev/null
      wait $server
      rm -rf "$directory" "$directory.owner"
      """;

  private final Process process;
  private final Path directory;
  private final TestServer address;

  private EmbeddedServer(Process process, Path directory, TestServer address) {
    this.process = process;
    this.directory = directory;
    this.address = address;
  }

  /** Starts one that lives as long as this JVM. */
  static TestServer start(int major) {
    return own(major).address();
  }

  static TestServer start(int major, ServerUser user) throws IOException {
    return own(major, user).address();
  }

  /** Starts one that may be crashed. */
  static EmbeddedServer own(int major) {
    try {
      return own(major, ServerUser.find());
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL " + major + " cannot be started", e);
    }
  }

  private static EmbeddedServer own(int major, ServerUser user) throws IOException {
    var binaries = EmbeddedBinaries.of(major, user);
    for (var attempt = 1; ; attempt++) {
      try {
        return launch(major, binaries, user);
      } catch (IOException e) {
        // The port was free when it was chosen; another process may have been faster.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static EmbeddedServer launch(int major, EmbeddedBinaries binaries, ServerUser user)
      throws IOException {
    var directory = RunDirectory.create(EmbeddedBinaries.cache(user));
    var data = directory.resolve("data");
    var log = directory.resolve("server.log");
    Trees.copy(binaries.pristineData(), data);
    user.own(directory);
    var port = freePort();
    var line =
        user.command(
            List.of(
                ServerSettings.command(
                    binaries.postgres(),
                    "-D",
                    data.toString(),
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=")));
    var address = new TestServer(major, "127.0.0.1", port, "postgres", "postgres", "postgres");
    var server = new EmbeddedServer(launch(line, log, directory), directory, address);
    try {
      server.awaitReady("FATAL:");
    } catch (IOException e) {
      server.stop();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop PostgreSQL " + major));
    return server;
  }

  /** Where it listens, also after a crash. */
  TestServer address() {
    return address;
  }

  /** Ends it as a power failure would; returns when it is gone. */
  void crash() throws IOException {
    order("crash");
    var limit = System.nanoTime() + START_LIMIT.toNanos();
    while (Files.exists(pidFile())) {
      if (System.nanoTime() > limit) {
        throw new IOException("the server does not crash: " + Files.readString(log()));
      }
      sleep();
    }
  }

  /** Starts it again with the same data on the same port; returns when it accepts connections. */
  void restart() throws IOException {
    order("start");
    // A client that comes too early is a FATAL of its own; a server that cannot recover panics.
    awaitReady("PANIC:");
  }

  private void order(String order) throws IOException {
    if (OperatingSystem.isWindows()) {
      throw new IOException("a server can be crashed on Unix only");
    }
    var pipe = process.getOutputStream();
    pipe.write(order.getBytes(StandardCharsets.US_ASCII));
    pipe.write('\n');
    pipe.flush();
  }

  private Path pidFile() {
    return directory.resolve("data").resolve("postmaster.pid");
  }

  private Path log() {
    return directory.resolve("server.log");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    }
  }

  private static Process launch(List<String> line, Path log, Path directory) throws IOException {
    if (OperatingSystem.isWindows()) {
      return new ProcessBuilder(line)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    }
    var watched = new ArrayList<String>(List.of("sh", "-c", WATCHDOG, "watchdog"));
    watched.add(log.toString());
    watched.add(directory.toString());
    watched.addAll(line);
    return new ProcessBuilder(watched)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The eighth line of postmaster.pid says when connections are accepted. */
  private void awaitReady(String failure) throws IOException {
    var limit = System.nanoTime() + START_LIMIT.toNanos();
    while (!isReady(pidFile())) {
      var said = Files.exists(log()) ? Files.readString(log()) : "";
      if (said.contains(failure) || !process.isAlive() || System.nanoTime() > limit) {
        throw new IOException("the server does not start: " + said);
      }
      sleep();
    }
  }

  private static boolean isReady(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return false;
    }
    var lines = Files.readAllLines(pidFile);
    return lines.size() >= 8 && lines.get(7).strip().equals("ready");
  }

  private static void sleep() throws IOException {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the server starts", e);
    }
  }

  /** Stops it and deletes its data. */
  void stop() {
    try {
      if (OperatingSystem.isWindows()) {
        process.destroy();
      }
      process.getOutputStream().close();
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("PostgreSQL of process " + process.pid() + " does not stop");
      }
      Trees.delete(directory);
    } catch (IOException e) {
      System.err.println("PostgreSQL in " + directory + " was not cleaned up: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
