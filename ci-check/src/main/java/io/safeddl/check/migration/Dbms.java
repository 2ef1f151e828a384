package io.safeddl.check.migration;

import java.util.Locale;
import java.util.stream.Stream;

/** Liquibase's attribute {@code dbms}: for which databases something is. */
final class Dbms {
  private Dbms() {}

  /** True where it is for PostgreSQL ({@code DatabaseList.definitionMatches}). */
  static boolean matches(String dbms) {
    var names =
        Stream.of(dbms.toLowerCase(Locale.ROOT).split(",", -1))
            .map(name -> name.replace("\"", "").strip())
            .filter(name -> !name.isEmpty())
            .toList();
    if (names.isEmpty() || names.contains("all")) {
      return true;
    }
    if (names.contains("none") || names.contains("!postgresql")) {
      return false;
    }
    return names.contains("postgresql") || names.stream().allMatch(name -> name.startsWith("!"));
  }
}
