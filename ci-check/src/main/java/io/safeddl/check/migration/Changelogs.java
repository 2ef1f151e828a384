package io.safeddl.check.migration;

import io.safeddl.check.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Which files are changelogs of Liquibase's in XML, YAML or JSON. */
final class Changelogs {
  private static final List<String> SUFFIXES = List.of(".xml", ".yaml", ".yml", ".json");
  private static final String ROOT = "databaseChangeLog";

  /** The root element stands behind a licence at most. */
  private static final int BEGINNING = 16_384;

  private Changelogs() {}

  /** True for a name that a changelog may have. */
  static boolean mayBe(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return SUFFIXES.stream().anyMatch(lower::endsWith);
  }

  /** True for a file that is one; of others no more than the beginning is read. */
  static boolean is(Path file) throws IOException {
    if (!mayBe(String.valueOf(file.getFileName()))) {
      return false;
    }
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1).contains(ROOT);
    }
  }

  /** True for a file that is one. */
  static boolean is(SourceFile file) {
    return mayBe(file.name()) && file.text().contains(ROOT);
  }
}
