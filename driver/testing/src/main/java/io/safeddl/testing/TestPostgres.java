package io.safeddl.testing;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives tests a real PostgreSQL server of a chosen major version, one per JVM and major.
 *
 * <p>In this order: the server of the environment variable {@code SAFEDDL_TEST_URL} if it is of
 * that major, a container where a Docker engine answers, else binaries from Maven Central that are
 * unpacked once per machine and need neither an installation nor a particular user.
 */
public final class TestPostgres {
  /** The major versions that SafeDDL is tested with, oldest first. */
  public static final List<Integer> MAJORS = List.of(14, 15, 16, 17, 18);

  private static final Map<Integer, TestServer> SERVERS = new ConcurrentHashMap<>();

  private TestPostgres() {}

  /** The newest supported server. */
  public static TestServer server() {
    return server(MAJORS.get(MAJORS.size() - 1));
  }

  /**
   * The server of this JVM for one major version, started when first asked for and stopped with the
   * JVM.
   *
   * @param major one of {@link #MAJORS}
   * @throws IllegalStateException where no server could be had, with the reason of the last source
   */
  public static TestServer server(int major) {
    if (!MAJORS.contains(major)) {
      throw new IllegalArgumentException("PostgreSQL " + major + " is not one of " + MAJORS);
    }
    return SERVERS.computeIfAbsent(major, TestPostgres::start);
  }

  private static TestServer start(int major) {
    var given = given(major);
    if (given != null) {
      return given;
    }
    if (Containers.engineAnswers()) {
      return Containers.start(major);
    }
    return OwnServer.start(major).server(); // stopped with the JVM
  }

  private static @Nullable TestServer given(int major) {
    var url = System.getenv("SAFEDDL_TEST_URL");
    if (url == null || url.isBlank()) {
      return null;
    }
    var server = TestServer.of(url.strip(), major);
    try (var connection = server.connect()) {
      return connection.getMetaData().getDatabaseMajorVersion() == major ? server : null;
    } catch (SQLException e) {
      throw new IllegalStateException("SAFEDDL_TEST_URL names a server that refuses us", e);
    }
  }
}
