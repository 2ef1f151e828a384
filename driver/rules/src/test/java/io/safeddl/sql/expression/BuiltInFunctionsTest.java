package io.safeddl.sql.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import io.safeddl.testing.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BuiltInFunctionsTest {
  @Test
  void theListIsThatOfTheOldestAndTheNewestServer() throws SQLException {
    var expected = new TreeMap<String, Volatility>();
    for (var major : List.of(14, 18)) {
      try (var connection = TestPostgres.server(major).connect();
          var statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  "SELECT proname, provolatile FROM pg_proc"
                      + " WHERE pronamespace = 'pg_catalog'::regnamespace")) {
        while (row.next()) {
          var volatility =
              switch (row.getString(2)) {
                case "i" -> Volatility.IMMUTABLE;
                case "s" -> Volatility.STABLE;
                default -> Volatility.VOLATILE;
              };
          expected.merge(row.getString(1), volatility, Volatility::or);
        }
      }
    }
    assertThat(new TreeMap<>(BuiltInFunctions.all()))
        .withFailMessage(() -> "functions.txt should be:\n" + lines(expected))
        .isEqualTo(expected);
  }

  @Test
  void theOperatorsAreThoseOfTheOldestAndTheNewestServer() throws SQLException {
    var expected = new TreeSet<String>(Set.of("!="));
    for (var major : List.of(14, 18)) {
      try (var connection = TestPostgres.server(major).connect();
          var statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  "SELECT oprname, provolatile = 'v' FROM pg_operator"
                      + " JOIN pg_proc p ON p.oid = oprcode"
                      + " WHERE oprnamespace = 'pg_catalog'::regnamespace")) {
        while (row.next()) {
          expected.add(row.getString(1));
          assertThat(row.getBoolean(2)).as(row.getString(1)).isFalse();
        }
      }
    }
    assertThat(new TreeSet<>(Words.BUILT_IN_OPERATORS)).isEqualTo(expected);
  }

  @Test
  void knowsWhatMattersMost() {
    assertThat(of("now")).isEqualTo(Volatility.STABLE);
    assertThat(of("clock_timestamp")).isEqualTo(Volatility.VOLATILE);
    assertThat(of("gen_random_uuid")).isEqualTo(Volatility.VOLATILE);
    assertThat(of("nextval")).isEqualTo(Volatility.VOLATILE);
    assertThat(of("lower")).isEqualTo(Volatility.IMMUTABLE);
    assertThat(of("uuidv7")).isEqualTo(Volatility.VOLATILE);
    assertThat(of("uuid_generate_v4")).isEqualTo(Volatility.UNKNOWN);
    assertThat(BuiltInFunctions.volatility(QualifiedName.of("public", "now")))
        .isEqualTo(Volatility.UNKNOWN);
  }

  private static Volatility of(String name) {
    return BuiltInFunctions.volatility(QualifiedName.of(name));
  }

  private static String lines(Map<String, Volatility> volatilities) {
    var lines = new ArrayList<String>();
    for (var volatility : List.of(Volatility.VOLATILE, Volatility.STABLE, Volatility.IMMUTABLE)) {
      var line = new StringBuilder(volatility.name());
      for (var name :
          volatilities.entrySet().stream()
              .filter(e -> e.getValue() == volatility)
              .map(Map.Entry::getKey)
              .collect(Collectors.toList())) {
        if (line.length() + name.length() > 110) {
          lines.add(line.toString());
          line = new StringBuilder(volatility.name());
        }
        line.append(' ').append(name);
      }
      lines.add(line.toString());
    }
    return String.join("\n", lines);
  }
}
