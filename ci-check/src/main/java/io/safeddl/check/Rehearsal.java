package io.safeddl.check;

import io.safeddl.rule.Rules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Runs checks of the rules' own examples and tells nobody, so that all that a check needs has been
 * loaded once: {@code bin/safeddl-check} lets the JVM make an archive of these classes.
 */
final class Rehearsal {
  private static final List<String> FORMATS = List.of("text", "json", "github", "sarif");

  private Rehearsal() {}

  /** Runs them; there is nothing to say on the command line. */
  public static void main(String[] args) throws IOException {
    var folder = Files.createTempDirectory("safeddl-check");
    try {
      var config = Files.writeString(folder.resolve("rehearsal.yaml"), "pgVersion: 18\n");
      examples(folder);
      for (var format : FORMATS) {
        check("--format=" + format, "--config=" + config, folder.toString());
      }
      check(folder.toString());
      check("-");
    } finally {
      delete(folder);
    }
  }

  private static void examples(Path folder) throws IOException {
    var version = 1;
    for (var rule : Rules.ALL) {
      for (var example : List.of("bad.sql", "good.sql")) {
        var name = rule.info().id() + "/" + example;
        try (var sql = Rules.class.getResourceAsStream(name)) {
          if (sql == null) {
            throw new IllegalStateException("there is no " + name);
          }
          Files.copy(sql, folder.resolve("V" + version++ + "__example.sql"));
        }
      }
    }
  }

  private static void check(String... args) {
    var nowhere = new PrintWriter(Writer.nullWriter());
    InputStream in = new ByteArrayInputStream(new byte[0]);
    Main.run(args, Map.of(), in, nowhere, nowhere);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
