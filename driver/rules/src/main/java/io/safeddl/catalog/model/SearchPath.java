package io.safeddl.catalog.model;

import java.util.List;

/**
 * A search path as it was set.
 *
 * @param entries in order; {@code $user} stands for the schema of the current role's name
 * @param known false where it cannot be told what was set
 */
record SearchPath(List<String> entries, boolean known) {
  static final SearchPath UNKNOWN = new SearchPath(List.of(), false);

  private static final String OWN = "$user";
  private static final String BUILT_INS = "pg_catalog";

  static SearchPath of(List<String> entries) {
    return new SearchPath(List.copyOf(entries), true);
  }

  /** True where the current role's own schema is in it. */
  boolean dependsOnRole() {
    return entries.contains(OWN);
  }

  /**
   * The schemas, but those that are searched anyway.
   *
   * @param own the schema of the current role's name, or "" where there is none
   */
  List<String> schemas(String own) {
    return entries.stream()
        .map(entry -> entry.equals(OWN) ? own : entry)
        .filter(schema -> !schema.isEmpty() && !schema.equals(BUILT_INS))
        .toList();
  }

  /** True where no other schema comes before {@code pg_catalog}. */
  boolean builtInsFirst() {
    return !entries.contains(BUILT_INS) || entries.get(0).equals(BUILT_INS);
  }
}
