package io.safeddl.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A server of this JVM from unpacked binaries, on a free port, with a data directory that is
 * deleted at its end.
 *
 * <p>It must not outlive the JVM, not even one that is killed. So on Unix it is started by a small
 * shell that reads its standard input, a pipe whose other end only this JVM holds, and stops the
 * server when the pipe ends. By the same pipe it is told to crash the server and to start it again.
 */
public final class EmbeddedServer implements AutoCloseable {
  private static final int ATTEMPTS = 5;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  /**
   * Arguments: log file, directory to delete, then the server's command line. SIGQUIT is the
   * immediate shutdown: no checkpoint, so that the next start recovers as after a crash. A shell
   * starts what runs beside it with SIGQUIT ignored, so that one that comes before the server has
   * its own handler is lost: in the end it is sent again.
   */
  private static final String WATCHDOG =
      """
      trap '' HUP INT TERM
      log=$1; directory=$2; shift 2
      "$@" </dev/null >"$log" 2>&1 &
      server=$!
      while read -r order; do
        case $order in
          crash) kill -QUIT $server; wait $server ;;
          start) "$@" </dev/null >"$log" 2>&1 & server=$! ;;
        esac
      done
      kill -QUIT $server 2>/dev/null
      (sleep 1; kill -QUIT $server; sleep 4; kill -KILL $server) 2>/dev/null &
      insist=$!
      wait $server
      kill $insist 2>/dev/null
      rm -rf "$directory" "$directory.owner"
      """;

  /** The superuser of each of these servers. */
  public static final String SUPERUSER = "postgres";

  /** Where they listen. */
  public static final String HOST = "127.0.0.1";

  /** The JVM ends: what still starts is not waited for. */
  private static volatile boolean ending;

  /** What a server begins with. */
  private interface Seed {
    /** Makes its data directory in this one, where it is not there yet. */
    void fill(Path directory, Path data) throws IOException;
  }

  private final ServerPrograms programs;
  private final List<String> settings;
  private final Process process;
  private final Path directory;
  private final int port;

  private EmbeddedServer(
      ServerPrograms programs, List<String> settings, Process process, Path directory, int port) {
    this.programs = programs;
    this.settings = List.copyOf(settings);
    this.process = process;
    this.directory = directory;
    this.port = port;
  }

  /**
   * Starts one that lives as long as this JVM, or until it is closed.
   *
   * @param settings of the server, {@code name=value} each
   * @param password of its superuser; null where everybody on this machine may connect as anybody
   */
  public static EmbeddedServer start(
      ServerPrograms programs, List<String> settings, @Nullable String password)
      throws IOException {
    return start(
        programs,
        settings,
        (directory, data) -> {
          Trees.copy(programs.pristineData(), data);
          if (password != null) {
            programs.user().own(directory);
            Authentication.byPassword(programs, data, password);
          }
        });
  }

  /**
   * Starts a standby that follows this one by streaming, with the same settings. This one is
   * crashed for it and started again, so that its files can be copied as they are.
   */
  public EmbeddedServer standby() throws IOException {
    crash();
    var place = Files.createTempDirectory("safeddl-standby");
    try {
      var copy = place.resolve("data");
      Trees.copy(directory.resolve("data"), copy);
      restart();
      return start(
          programs,
          settings,
          (run, data) -> {
            Trees.copy(copy, data);
            Files.createFile(data.resolve("standby.signal"));
            Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=" + HOST + " port=" + port + " user=" + SUPERUSER + "'\n",
                StandardOpenOption.APPEND);
          });
    } finally {
      Trees.delete(place);
    }
  }

  private static EmbeddedServer start(ServerPrograms programs, List<String> settings, Seed seed)
      throws IOException {
    for (var attempt = 1; ; attempt++) {
      try {
        return launch(programs, settings, seed);
      } catch (IOException e) {
        // The port was free when it was chosen; another process may have been faster.
        if (attempt == ATTEMPTS || ending) {
          throw e;
        }
      }
    }
  }

  private static EmbeddedServer launch(ServerPrograms programs, List<String> settings, Seed seed)
      throws IOException {
    var directory = RunDirectory.create(ServerFolder.ofRuns(programs.user()));
    var starting = new CompletableFuture<@Nullable EmbeddedServer>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(starting), "stop PostgreSQL"));
    EmbeddedServer server = null;
    try {
      server = launch(programs, settings, seed, directory);
      return server;
    } catch (IOException e) {
      RunDirectory.delete(directory);
      throw e;
    } finally {
      starting.complete(server);
    }
  }

  /** With the JVM, also while it starts. */
  private static void end(Future<@Nullable EmbeddedServer> starting) {
    ending = true;
    try {
      var server = starting.get(2 * STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (server != null) {
        server.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      System.err.println("PostgreSQL was not stopped while it started: " + e);
    }
  }

  private static EmbeddedServer launch(
      ServerPrograms programs, List<String> settings, Seed seed, Path directory)
      throws IOException {
    var user = programs.user();
    var data = directory.resolve("data");
    seed.fill(directory, data);
    user.own(directory);
    var port = freePort();
    var line = new ArrayList<>(List.of(programs.postgres(), "-D", data.toString()));
    line.addAll(List.of("-p", Integer.toString(port), "-c", "listen_addresses=" + HOST));
    line.addAll(List.of("-c", "unix_socket_directories="));
    settings.forEach(setting -> line.addAll(List.of("-c", setting)));
    var process = launch(user.command(line), directory.resolve("server.log"), directory);
    var server = new EmbeddedServer(programs, settings, process, directory, port);
    try {
      server.awaitReady("FATAL:");
    } catch (IOException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** The TCP port on which it listens, also after a crash. */
  public int port() {
    return port;
  }

  /** Ends it as a power failure would; returns when it is gone. */
  public void crash() throws IOException {
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
  public void restart() throws IOException {
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
      if (said.contains(failure) || !process.isAlive() || ending || System.nanoTime() > limit) {
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

  /** Stops it and deletes its data; what is closed already stays closed. */
  @Override
  public void close() {
    try {
      if (OperatingSystem.isWindows()) {
        process.destroy();
      }
      process.getOutputStream().close();
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("PostgreSQL of process " + process.pid() + " does not stop");
      }
      RunDirectory.delete(directory);
    } catch (IOException e) {
      System.err.println("PostgreSQL in " + directory + " was not cleaned up: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
