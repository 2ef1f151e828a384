package io.safeddl.check.migration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of {@code --layout}. */
public enum LayoutName {
  /** What the files' names and first lines show. */
  auto,
  /** Flyway's file names. */
  flyway,
  /** Liquibase's changelogs. */
  liquibase,
  /** SQL files that belong to no tool. */
  plain;

  private static final String SQL = ".sql";

  /** The layout of that name, of tools that are told nothing. */
  public Layout layout() {
    return layout(ToolSettings.NONE);
  }

  /** The layout of that name. */
  public Layout layout(ToolSettings settings) {
    return switch (this) {
      case auto -> new AutoLayout(settings);
      case flyway -> new FlywayLayout(new FlywaySettings(settings));
      case liquibase -> new LiquibaseLayout(settings);
      case plain -> new PlainLayout();
    };
  }

  /**
   * True for a file of a folder that it reads.
   *
   * @throws IOException where it has to be looked into, and that fails
   */
  public boolean reads(Path file, ToolSettings settings) throws IOException {
    var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    List<String> suffixes = new ArrayList<>(List.of(SQL));
    if (this == auto || this == flyway) {
      suffixes.addAll(new FlywaySettings(settings).suffixes());
    }
    return suffixes.stream().anyMatch(it -> name.endsWith(it.toLowerCase(Locale.ROOT)))
        || ((this == auto || this == liquibase) && Changelogs.is(file));
  }
}
