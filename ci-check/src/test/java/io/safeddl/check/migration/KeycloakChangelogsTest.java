package io.safeddl.check.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.safeddl.check.ExitCode;
import io.safeddl.check.Main;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keycloak's changelogs, a real history of ten years, read as a user would have them read: by a
 * program with Liquibase and Keycloak's own classes on its class path.
 */
class KeycloakChangelogsTest {
  private static final Path JARS = Path.of("target", "tools", "keycloak");

  @TempDir private Path directory;

  private static List<Path> jars() throws IOException {
    try (var files = Files.list(JARS)) {
      return files.filter(it -> it.toString().endsWith(".jar")).toList();
    }
  }

  private void unpack() throws IOException {
    for (var jar : jars()) {
      try (var zip = new ZipFile(jar.toFile())) {
        for (var entry : zip.stream().filter(it -> isChangelog(it.getName())).toList()) {
          var file = directory.resolve(entry.getName());
          Files.createDirectories(file.getParent());
          Files.write(file, zip.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  private static boolean isChangelog(String name) {
    return name.startsWith("META-INF/jpa-changelog") && name.endsWith(".xml");
  }

  private JsonObject check() throws IOException, InterruptedException {
    var own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var classPath =
        own
            + File.pathSeparator
            + jars().stream()
                .map(it -> it.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    var errors = directory.resolve("errors.txt");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Main.class.getName(),
                "check",
                "--format=json",
                "--fail-on=never",
                "--layout=liquibase",
                directory.resolve("META-INF").toString())
            .redirectError(Redirect.to(errors.toFile()))
            .start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isEqualTo(ExitCode.OK);
    return JsonParser.parseString(output).getAsJsonObject();
  }

  @Test
  void everyStatementIsReadAndEveryFindingStandsAtItsChangeset() throws Exception {
    unpack();
    var json = check();
    assertThat(json.get("files").getAsInt()).isGreaterThan(70);
    assertThat(json.get("statements").getAsInt()).isGreaterThan(700);
    assertThat(json.get("unread").getAsInt()).isZero();
    assertThat(json.getAsJsonArray("findings")).isNotEmpty();
    for (var finding : json.getAsJsonArray("findings")) {
      var it = finding.getAsJsonObject();
      var line = it.get("line").getAsInt();
      assertThat(Files.readAllLines(Path.of(it.get("file").getAsString())).get(line - 1))
          .contains("<changeSet");
    }
  }
}
