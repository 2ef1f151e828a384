package io.safeddl.equivalence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was tried, by version and by kind of statement. */
final class Counts {
  private final Map<String, Map<String, Integer>> byMajor = new TreeMap<>();
  private final Map<String, Map<String, Integer>> byForm = new TreeMap<>();
  private int worlds;

  void world() {
    worlds++;
  }

  void refused(int major, String sql) {
    add(major, sql, "refused");
  }

  /** Failed on both sides, for another of several mistakes: not counted as equal. */
  void failedOtherwise(int major, String sql) {
    add(major, sql, "failedOtherwise");
  }

  /**
   * A statement that ended alike on both sides.
   *
   * @param decision the driver's word for what it did
   */
  void ran(int major, String sql, String decision, boolean failed) {
    var word =
        switch (decision) {
          case "replace" -> "replaced";
          case "guard" -> "guarded";
          default -> "passed";
        };
    add(major, sql, failed ? word + "AndFailed" : word);
  }

  private void add(int major, String sql, String word) {
    byMajor
        .computeIfAbsent(Integer.toString(major), m -> new TreeMap<>())
        .merge(word, 1, Integer::sum);
    byForm.computeIfAbsent(form(sql), f -> new TreeMap<>()).merge(word, 1, Integer::sum);
  }

  private static String form(String sql) {
    if (sql.startsWith("ALTER TABLE")) {
      for (var form :
          new String[] {
            "ATTACH PARTITION",
            "FOREIGN KEY",
            "REFERENCES",
            "PRIMARY KEY",
            "UNIQUE",
            "CHECK",
            "NOT NULL",
            "VALIDATE"
          }) {
        if (sql.contains(form)) {
          return "ALTER TABLE " + form;
        }
      }
      return "ALTER TABLE";
    }
    return sql.substring(0, sql.indexOf(' ')) + " INDEX";
  }

  int of(String word) {
    return byMajor.values().stream().mapToInt(m -> m.getOrDefault(word, 0)).sum();
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "{\"worlds\":"
            + worlds
            + ",\"majors\":"
            + json(byMajor)
            + ",\"statements\":"
            + json(byForm)
            + "}\n");
  }

  private static String json(Map<String, Map<String, Integer>> counts) {
    return counts.entrySet().stream()
        .map(
            e ->
                "\""
                    + e.getKey()
                    + "\":"
                    + e.getValue().entrySet().stream()
                        .map(c -> "\"" + c.getKey() + "\":" + c.getValue())
                        .collect(Collectors.joining(",", "{", "}")))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
