package io.safeddl.equivalence;

import java.util.List;

/**
 * One try: a schema with rows, and statements that change it one after the other.
 *
 * @param setup makes the schema; each by itself
 * @param searchPath of the session that runs the statements
 * @param inTransaction each statement runs in a transaction of its own, ended by commit()
 * @param statements the statements under test
 */
record World(
    long seed,
    List<String> setup,
    String searchPath,
    boolean inTransaction,
    List<String> statements) {
  /** Schemas that a world may use; they are made anew for each. */
  static final List<String> SCHEMAS = List.of("public", "app", "Other Schema");

  /** A script that shows the same by hand. */
  @Override
  public String toString() {
    return "world of seed "
        + seed
        + "L (-Dsafeddl.equivalence.seed="
        + seed
        + "):\n"
        + String.join(";\n", setup)
        + ";\nSET search_path TO "
        + searchPath
        + ";\n-- under test"
        + (inTransaction ? ", each in a transaction" : "")
        + "\n"
        + String.join(";\n", statements)
        + ";\n";
  }
}
