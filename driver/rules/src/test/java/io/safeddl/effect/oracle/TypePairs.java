package io.safeddl.effect.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Every change of type within a family of types, on a column with an index (where its type has an
 * order) and without rows that a conversion could reject. {@code /oracle/type-families.txt} holds a
 * family per line, types between semicolons.
 */
final class TypePairs {
  private static final Pattern SEMICOLON = Pattern.compile("\\s*;\\s*");

  private TypePairs() {}

  static List<OracleCase> all() {
    List<OracleCase> cases = new ArrayList<>();
    int family = 0;
    for (String line : GeneratedCases.lines("/oracle/type-families.txt")) {
      family++;
      var types = SEMICOLON.splitAsStream(line).toList();
      for (String zone :
          line.contains("timestamptz") ? List.of("UTC", "Europe/Berlin") : List.of("UTC")) {
        var setup = setup(types);
        for (int from = 0; from < types.size(); from++) {
          for (String to : types) {
            cases.add(
                GeneratedCases.either(
                        "types " + family + " " + zone + " from " + types.get(from),
                        setup,
                        "ALTER TABLE x" + from + " ALTER COLUMN c TYPE " + to)
                    .in(zone));
          }
        }
      }
    }
    return cases;
  }

  /** One table for each type. */
  private static String setup(List<String> types) {
    var setup = new StringBuilder();
    setup.append(CaseFile.resource("/oracle/type-families.setup.sql"));
    for (int i = 0; i < types.size(); i++) {
      setup.append("CREATE TABLE x%d (id int, c %s);%n".formatted(i, types.get(i)));
      setup.append("INSERT INTO x%d VALUES (1, NULL);%n".formatted(i));
      setup.append(
          """
          DO $$ BEGIN CREATE INDEX ON x%d (c);
          EXCEPTION WHEN undefined_object THEN NULL; END $$;
          """
              .formatted(i));
    }
    return setup.toString();
  }
}
