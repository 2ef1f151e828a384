package io.safeddl.backfill.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Migrations as files for Flyway and for psql; those for Liquibase are {@link PlanChangesets}. */
final class PlanFiles {
  private final PlanOptions options;
  private final Map<String, String> files = new LinkedHashMap<>();

  PlanFiles(PlanOptions options) {
    this.options = options;
  }

  /** The files' names and texts, in the order in which they run. */
  static Map<String, String> of(List<PlanPart> parts, PlanOptions options) {
    var files = new PlanFiles(options);
    var versions = PlanNumbers.from(options.version(), parts.size());
    for (var i = 0; i < parts.size(); i++) {
      files.put(parts.get(i), versions.get(i));
    }
    return files.files;
  }

  private void put(PlanPart part, String version) {
    switch (options.tool()) {
      case FLYWAY -> {
        flyway("V" + version, part);
        part.undo().ifPresent(undo -> flyway("U" + version, undo));
      }
      case LIQUIBASE ->
          files.put(version + "_" + title(part) + ".sql", PlanChangesets.of(part, options));
      case SQL -> {
        files.put(version + "_" + title(part) + ".sql", psql(part));
        part.undo()
            .filter(undo -> !undo.steps().contains(PlanStep.NOTHING))
            // Not as .sql, which would be taken for the next migration.
            .ifPresent(undo -> files.put(version + "_" + title(part) + ".rollback", psql(undo)));
      }
    }
  }

  private String title(PlanPart part) {
    return part.name() + "_" + options.name();
  }

  private void flyway(String version, PlanPart part) {
    var name = version + "__" + title(part) + ".sql";
    var text = about(part) + statements(part);
    files.put(name, text);
    var settings =
        (part.transaction() ? "" : "executeInTransaction=false\n")
            + (text.contains("${") ? "placeholderReplacement=false\n" : "");
    if (!settings.isEmpty()) {
      files.put(name + ".conf", settings);
    }
  }

  private String psql(PlanPart part) {
    return about(part)
        + "-- psql -v ON_ERROR_STOP=1 -f this file\n\n"
        + (part.transaction() ? "BEGIN;\n" + statements(part) + "COMMIT;\n" : statements(part));
  }

  /** What the reader should know, as comments. */
  static String about(PlanPart part) {
    return part.about().stream().map(line -> "-- " + line + "\n").collect(Collectors.joining());
  }

  /**
   * The statements, with the limits of each. Outside of a transaction the limits are the session's,
   * and are put back at the end.
   */
  private String statements(PlanPart part) {
    if (part.transaction()) {
      return local(options)
          + part.steps().stream().map(PlanStep::text).collect(Collectors.joining());
    }
    var text = new StringBuilder();
    var limit = "";
    var adds = false;
    for (var next : part.steps()) {
      var restricts = next.allowed().containsKey("new-constraint") && next.brief();
      var step =
          adds && restricts
              ? next.allow("combine-alters", "each has the lock for an instant alone")
              : next;
      adds = next.brief() && PlanStep.has(PlanStep.tokens(next.sql()), "add", "constraint");
      var wanted = step.brief() ? limited(options) : UNLIMITED;
      if (!wanted.equals(limit)) {
        text.append(wanted);
        limit = wanted;
      }
      text.append(step.text());
    }
    return text.append("RESET statement_timeout;\nRESET lock_timeout;\n").toString();
  }

  /** A build that is cut off would leave an INVALID index behind. */
  static final String UNLIMITED = "SET lock_timeout = 0;\nSET statement_timeout = 0;\n";

  private static String limited(PlanOptions options) {
    return "SET lock_timeout = '" + options.limit() + "';\n";
  }

  /** The limit of a transaction. */
  static String local(PlanOptions options) {
    return "SET LOCAL lock_timeout = '" + options.limit() + "';\n";
  }
}
