package io.safeddl.check.migration;

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

  /** The layout of that name for these files. */
  public Layout layout() {
    return new PlainLayout();
  }
}
