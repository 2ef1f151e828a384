package io.safeddl.backfill.recipe;

/** Who runs the migrations. */
public enum PlanTool {
  /** Flyway: {@code V…} files, and {@code U…} files for its undo. */
  FLYWAY("1"),
  /** Liquibase: formatted SQL, with rollbacks. */
  LIQUIBASE("001"),
  /** People, by psql. */
  SQL("001");

  private final String first;

  PlanTool(String first) {
    this.first = first;
  }

  /** The number of the first migration where there is none yet. */
  String first() {
    return first;
  }
}
