package io.safeddl.rule;

import io.safeddl.effect.Effects;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The page that tells the locks of each statement, from the effects of the examples. */
final class LocksPage {
  /** By command tag, then by statement. */
  private final Map<String, Map<String, String>> rows = new TreeMap<>();

  /** Adds a statement with what PostgreSQL does for it, where that is known. */
  void add(String tag, String statement, Effects effects) {
    if (!tag.isEmpty() && effects.unknowns().isEmpty()) {
      rows.computeIfAbsent(tag, any -> new TreeMap<>())
          .put(cell(statement), locks(effects) + " | " + work(effects));
    }
  }

  String text() {
    var page = new StringBuilder("# Locks\n\n");
    page.append("What PostgreSQL 18 locks for the statements of the [rules](rules/README.md)'");
    page.append(" examples, and what it does under the\nlocks. The test suite compares this");
    page.append(" with real servers. From SHARE on, a lock stops the writers of the table;\n");
    page.append("ACCESS EXCLUSIVE stops its readers, too. PostgreSQL keeps every lock until the");
    page.append(" transaction ends.\n");
    rows.forEach(
        (tag, statements) -> {
          page.append("\n## ").append(tag).append("\n\n");
          page.append("| statement | locks | work |\n|---|---|---|\n");
          statements.forEach(
              (statement, rest) ->
                  page.append("| `").append(statement).append("` | ").append(rest).append(" |\n"));
        });
    return page.toString();
  }

  private static String locks(Effects effects) {
    var locks = new ArrayList<String>();
    for (Effects.Lock lock : effects.locks()) {
      locks.add(lock.relation().name().name() + ": " + lock.mode().sql());
    }
    return locks.isEmpty() ? "none" : String.join("<br>", locks);
  }

  private static String work(Effects effects) {
    List<String> work = new ArrayList<>();
    for (Effects.Rewrite rewrite : effects.rewrites()) {
      work.add("writes " + rewrite.relation().name().name() + " anew");
    }
    for (Effects.Scan scan : effects.scans()) {
      var reason = scan.reason().name().replace('_', ' ').toLowerCase(Locale.ROOT);
      work.add("reads " + scan.relation().name().name() + " (" + reason + ")");
    }
    for (Effects.IndexBuild build : effects.builds()) {
      work.add("builds an index of " + build.table().name().name());
    }
    return work.isEmpty() ? "brief" : String.join("<br>", work);
  }

  private static String cell(String statement) {
    return statement
        .replaceAll("/\\*.*?\\*/", "")
        .strip()
        .replaceAll("\\s+", " ")
        .replace("|", "\\|")
        .replaceFirst(";$", "");
  }
}
