package io.safeddl.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Servers in containers, where a Docker engine answers. */
final class Containers {
  private static final String UNIX = "unix";
  private static final Path SOCKET = Path.of("/var/run/docker.sock");
  private static final int DOCKER_PORT = 2375;
  private static final long PATIENCE_MS = 1_000;

  private Containers() {}

  /**
   * Asks the engine once, for at most a second: Testcontainers itself looks for one through many
   * strategies, slowly and with a page of log when there is none.
   */
  static boolean engineAnswers() {
    var address = address(System.getenv("DOCKER_HOST"));
    if (address == null) {
      return false;
    }
    var answer = CompletableFuture.supplyAsync(() -> ping(address));
    try {
      return answer.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static @Nullable SocketAddress address(@Nullable String dockerHost) {
    if (dockerHost == null || dockerHost.isBlank()) {
      return Files.exists(SOCKET) ? UnixDomainSocketAddress.of(SOCKET) : null;
    }
    var uri = URI.create(dockerHost);
    if (UNIX.equals(uri.getScheme())) {
      return UnixDomainSocketAddress.of(uri.getPath());
    }
    return uri.getHost() == null
        ? null
        : new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? DOCKER_PORT : uri.getPort());
  }

  private static boolean ping(SocketAddress address) {
    try (var channel =
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open()) {
      channel.connect(address);
      var request = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      return channel.read(ByteBuffer.allocate(16)) > 0;
    } catch (IOException e) {
      return false; // Nobody listens: there is no engine, which is an answer.
    }
  }

  static TestServer start(int major) {
    // Not closed here: Testcontainers stops it with the JVM, also when the JVM is killed.
    var container =
        new PostgreSQLContainer(DockerImageName.parse("postgres:" + major + "-alpine"))
            .withCommand(ServerSettings.command("postgres"));
    container.start();
    return new TestServer(
        major,
        container.getHost(),
        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        container.getDatabaseName(),
        container.getUsername(),
        container.getPassword());
  }
}
