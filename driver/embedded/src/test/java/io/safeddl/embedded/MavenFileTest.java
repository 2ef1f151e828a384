package io.safeddl.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is fetched is what the repository says it is. */
class MavenFileTest {
  private static final byte[] CONTENT = "programs".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path target;
  private HttpServer server;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    target = folder.resolve("fetched.jar");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String repository(String user) {
    return "http://" + user + "localhost:" + server.getAddress().getPort() + "/maven";
  }

  private void serve(String path, byte[] content) {
    server.createContext(
        "/maven/" + path,
        exchange -> {
          var header = exchange.getRequestHeaders().getFirst("Authorization");
          authorizations.add(header == null ? "" : header);
          var found = exchange.getRequestURI().getPath().equals("/maven/" + path);
          exchange.sendResponseHeaders(found ? 200 : 404, found ? content.length : -1);
          if (found) {
            exchange.getResponseBody().write(content);
          }
          exchange.close();
        });
  }

  private static byte[] sum(String digest) {
    return HexFormat.of()
        .formatHex(MavenFile.digest(digest).digest(CONTENT))
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void sha256IsPreferredAndSha1Enough() throws IOException {
    serve("a.jar", CONTENT);
    serve("a.jar.sha256", sum("SHA-256"));
    serve("a.jar.sha1", "0000".getBytes(StandardCharsets.US_ASCII));
    serve("b.jar", CONTENT);
    serve("b.jar.sha1", sum("SHA-1"));
    for (var name : List.of("a.jar", "b.jar")) {
      MavenFile.fetch(repository(""), name, target);
      assertThat(target).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void anotherContentIsNotKept() {
    serve("a.jar", "malware".getBytes(StandardCharsets.US_ASCII));
    serve("a.jar.sha256", sum("SHA-256"));
    assertThatThrownBy(() -> MavenFile.fetch(repository(""), "a.jar", target))
        .hasMessageContaining("is not what the repository says");
    assertThat(target).doesNotExist();
  }

  @Test
  void withoutAChecksumNothingIsBelieved() {
    serve("a.jar", CONTENT);
    assertThatThrownBy(() -> MavenFile.fetch(repository(""), "a.jar", target))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("without a checksum");
    assertThat(target).doesNotExist();
  }

  @Test
  void userAndPasswordAreSentAndNeverTold() throws IOException {
    serve("a.jar", CONTENT);
    serve("a.jar.sha256", sum("SHA-256"));
    MavenFile.fetch(repository("me:hidden@"), "a.jar", target);
    assertThat(authorizations).containsOnly("Basic bWU6aGlkZGVu");
    assertThatThrownBy(() -> MavenFile.fetch(repository("me:hidden@"), "b.jar", target))
        .hasMessageNotContaining("hidden");
    server.stop(0);
    assertThatThrownBy(() -> MavenFile.fetch(repository("me:hidden@"), "a.jar", target))
        .hasMessageStartingWith("cannot fetch a.jar.sha256 from http://localhost:")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void aFolderMayBeARepository() throws IOException {
    Files.write(folder.resolve("a.jar"), CONTENT);
    Files.write(folder.resolve("a.jar.sha1"), sum("SHA-1"));
    MavenFile.fetch(folder.toUri().toString(), "a.jar", target);
    assertThat(target).hasBinaryContent(CONTENT);
  }
}
