package io.safeddl.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to an embedded server when its JVM ends. */
class EmbeddedServerTest {
  /** A JVM that starts a server, says on which port, and waits to be killed. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) throws InterruptedException {
      System.out.println(OwnServer.start(17).server().port());
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }

  @Test
  void aKilledJvmLeavesNoServer() throws IOException, InterruptedException {
    var jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      var port = Integer.parseInt(output.readLine());
      assertThat(listens(port)).isTrue();

      jvm.destroyForcibly();

      assertThat(jvm.waitFor(10, TimeUnit.SECONDS)).isTrue();
      var limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (listens(port) && System.nanoTime() < limit) {
        Thread.sleep(50);
      }
      assertThat(listens(port)).isFalse();
    } finally {
      jvm.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aCrashKeepsWhatIsCommittedAndNothingElse(int major) throws SQLException {
    try (var own = OwnServer.start(major);
        var database = own.server().createDatabase();
        var committed = database.connect();
        var open = database.connect()) {
      committed.createStatement().execute("CREATE TABLE a AS SELECT 1 AS b");
      open.setAutoCommit(false);
      open.createStatement().execute("CREATE TABLE c (d int)");

      own.crash();
      assertThatThrownBy(() -> open.createStatement().execute("SELECT 1"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
      own.restart();

      try (var again = database.connect();
          var rows =
              again
                  .createStatement()
                  .executeQuery("SELECT b, to_regclass('c') IS NULL AS gone FROM a")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt("b")).isEqualTo(1);
        assertThat(rows.getBoolean("gone")).isTrue();
      }
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      var address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      socket.connect(new InetSocketAddress(address, port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
