package io.safeddl.check.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.check.Cli;
import io.safeddl.check.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --trace embedded}: a server of the trace's own, of which nothing is left. */
class EmbeddedTraceTest {
  /** Kept from build to build: to unpack it and to make a first data directory takes seconds. */
  private static final Path CACHE = Path.of("target", "trace-cache").toAbsolutePath();

  private static final Map<String, String> ENVIRONMENT = Map.of("XDG_CACHE_HOME", CACHE.toString());

  @TempDir Path folder;

  private static List<String> running() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(it -> it.getFileName().toString().startsWith("safeddl-postgres"))
          .flatMap(EmbeddedTraceTest::runs)
          .toList();
    }
  }

  private static Stream<String> runs(Path folder) {
    var names = folder.toFile().list((in, name) -> name.startsWith("run-"));
    return names == null ? Stream.of() : Stream.of(names);
  }

  @Test
  void rolesAreMadeThereAndNothingIsLeft() throws IOException {
    Files.writeString(
        folder.resolve("a.sql"),
        "CREATE ROLE app; CREATE TABLE a (b int); GRANT SELECT ON a TO app;"
            + " ALTER TABLE a ADD c int; CREATE INDEX CONCURRENTLY ON a (b);");
    var before = running();
    var result =
        Cli.run(
            ENVIRONMENT,
            "",
            "--trace",
            "embedded",
            "--pg-version",
            "18",
            "--fail-on",
            "never",
            folder.toString());
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).contains("Traced on PostgreSQL 18.4, embedded: 5 statements ran");
    assertThat(running()).isSubsetOf(before);
  }
}
