package io.safeddl.check.migration;

import io.safeddl.check.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Goes by the files' names and first lines: what Liquibase would take for a changelog, what Flyway
 * would run by its name, and the rest. A file that no tool would run, in a folder of Flyway's, is
 * Flyway's too, so that it is said.
 */
final class AutoLayout implements Layout {
  private final ToolSettings settings;

  AutoLayout(ToolSettings settings) {
    this.settings = settings;
  }

  @Override
  public Migrations read(List<SourceFile> files) throws IOException {
    var names = new FlywayName.Reader(new FlywaySettings(settings));
    List<SourceFile> liquibase = new ArrayList<>();
    List<SourceFile> rest = new ArrayList<>();
    Set<String> folders = new HashSet<>();
    for (var file : files) {
      if (Changelogs.mayBe(file.name()) || FormattedSql.is(file)) {
        liquibase.add(file);
        continue;
      }
      rest.add(file);
      var name = names.read(file.shortName());
      if (name != null
          && name.version() != null
          && PlainFile.of(file).kind() == PlainFile.Kind.SQL) {
        folders.add(file.folder());
      }
    }
    List<SourceFile> flyway = new ArrayList<>();
    List<SourceFile> plain = new ArrayList<>();
    for (var file : rest) {
      var runs = names.read(file.shortName()) != null;
      var is =
          folders.contains(file.folder()) || (runs && !folders.isEmpty()) || isRepeatable(file);
      (is && file.path() != null ? flyway : plain).add(file);
    }
    var all = new Migrations(0, List.of(), List.of());
    for (var name : List.of(LayoutName.liquibase, LayoutName.flyway, LayoutName.plain)) {
      var its =
          switch (name) {
            case liquibase -> liquibase;
            case flyway -> flyway;
            default -> plain;
          };
      all = its.isEmpty() ? all : all.and(name.layout(settings).read(its));
    }
    return all;
  }

  private boolean isRepeatable(SourceFile file) {
    var flyway = new FlywaySettings(settings);
    return file.shortName().startsWith(flyway.repeatablePrefix() + flyway.separator());
  }
}
