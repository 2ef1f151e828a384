package io.safeddl.effect.oracle;

import io.safeddl.effect.oracle.OracleCase.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Cases by combination: action and kind of table, pairs of actions, pairs of types. */
final class GeneratedCases {
  private GeneratedCases() {}

  static List<OracleCase> all() {
    List<OracleCase> cases = new ArrayList<>();
    var setup = CaseFile.resource("/oracle/kinds.setup.sql");
    var actions = lines("/oracle/kinds-actions.txt");
    for (String table : List.of("plain", "parted", "sub", "leaf", "par", "kid", "ref", "refing")) {
      for (String action : actions) {
        cases.add(either("kinds", setup, "ALTER TABLE " + table + " " + action));
        if (table.equals("parted") || table.equals("par")) {
          cases.add(either("kinds", setup, "ALTER TABLE ONLY " + table + " " + action));
        }
      }
    }
    var pairs = lines("/oracle/kinds-pairs.txt");
    for (String table : List.of("plain", "parted")) {
      for (String first : pairs) {
        for (String second : pairs) {
          if (!first.equals(second)) {
            cases.add(either("pairs", setup, "ALTER TABLE " + table + " " + first + ", " + second));
          }
        }
      }
    }
    cases.addAll(TypePairs.all());
    return cases;
  }

  static List<String> lines(String resource) {
    return CaseFile.resource(resource)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  /** Where the server rejects it there is nothing to compare. */
  static OracleCase either(String group, String setup, String sql) {
    return new OracleCase(group, setup, List.of(), sql, 0, Integer.MAX_VALUE, Outcome.EITHER);
  }
}
