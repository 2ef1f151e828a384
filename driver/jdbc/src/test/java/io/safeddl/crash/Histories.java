package io.safeddl.crash;

import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;

/** The migrations of three real projects. */
enum Histories {
  /** As it is. */
  CONDUCTOR(8, "flyway-13,conductor") {
    @Override
    History open() {
      return new FlywayHistory(
          "classpath:db/migration_postgres", List.of("1", "2", "3", "4", "5", "6", "7", "8"));
    }
  },

  /**
   * The scripts that lead from nothing to 7.1 and from there to 7.23, in files for Flyway. Where a
   * script mixes data with DDL it is split there, as the refusal of the whole says.
   */
  CAMUNDA(25, "flyway-13") {
    @Override
    History open() {
      var files = Path.of("target", "crash", "camunda");
      return new FlywayHistory("filesystem:" + files, camunda(files));
    }
  },

  /** As it is. */
  KEYCLOAK(KeycloakHistory.PARTS, "liquibase-5,keycloak") {
    @Override
    History open() {
      return new KeycloakHistory();
    }
  };

  private static final String SCRIPTS = "org/camunda/bpm/engine/db/";

  private final int parts;
  private final String tools;

  Histories(int parts, String tools) {
    this.parts = parts;
    this.tools = tools;
  }

  /** The directories of {@code target/tools} that its JVM needs. */
  List<String> tools() {
    return List.of(tools.split(",", -1));
  }

  /** The number of parts, in between of which rows are put into the new tables. */
  int parts() {
    return parts;
  }

  /** Opened in the JVM that runs it. */
  abstract History open();

  private static List<String> camunda(Path directory) {
    try {
      Files.createDirectories(directory);
      var last = new ArrayList<String>();
      int version = 0;
      for (var part : List.of("engine", "history", "identity")) {
        var text = text("camunda-7.1", "create/activiti.postgres.create." + part + ".sql");
        version = write(directory, version, text);
        last.add(Integer.toString(version));
      }
      for (int minor = 1; minor < 23; minor++) {
        var name = "upgrade/postgres_engine_7.%d_to_7.%d.sql".formatted(minor, minor + 1);
        version = write(directory, version, text("camunda-7.23", name));
        last.add(Integer.toString(version));
      }
      return last;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String tool, String name) throws IOException {
    try (var jars = Files.list(Path.of("target", "tools", tool));
        var zip = new ZipFile(jars.findFirst().orElseThrow().toFile());
        var script = zip.getInputStream(zip.getEntry(SCRIPTS + name))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Writes a file for each stretch of DDL and for each of data; gives the last version. */
  private static int write(Path directory, int version, String text) throws IOException {
    int written = version;
    var stretch = new StringBuilder();
    boolean data = false;
    for (SourceStatement statement : Script.parse(text, true).statements()) {
      if (statement.tokens().isEmpty()) {
        continue;
      }
      if (isData(statement) != data && !stretch.isEmpty()) {
        written = write(directory, written, stretch);
      }
      data = isData(statement);
      stretch.append(statement.text()).append(";\n");
    }
    return stretch.isEmpty() ? written : write(directory, written, stretch);
  }

  private static int write(Path directory, int version, StringBuilder stretch) throws IOException {
    var file = directory.resolve("V%d__part.sql".formatted(version + 1));
    if (!Files.exists(file)) {
      // Another JVM may read it now: it has the same text.
      Files.writeString(file, stretch.toString());
    }
    stretch.setLength(0);
    return version + 1;
  }

  private static boolean isData(SourceStatement statement) {
    return switch (statement.tokens().get(0).value().toLowerCase(Locale.ROOT)) {
      case "insert", "update", "delete", "select", "with" -> true;
      default -> false;
    };
  }
}
