package io.safeddl.sql.expression;

import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The functions of schema {@code pg_catalog} with the worst volatility that any function of the
 * name has in any supported version. A test holds the list against real servers.
 */
public final class BuiltInFunctions {
  private static final Map<String, Volatility> VOLATILITIES = load();

  private BuiltInFunctions() {}

  /** UNKNOWN for a name in another schema, and for one that is not built in. */
  public static Volatility volatility(QualifiedName function) {
    return function.schema() == null || function.schema().equals("pg_catalog")
        ? VOLATILITIES.getOrDefault(function.name(), Volatility.UNKNOWN)
        : Volatility.UNKNOWN;
  }

  static Map<String, Volatility> all() {
    return VOLATILITIES;
  }

  /** Each line is a volatility and names. */
  private static Map<String, Volatility> load() {
    var volatilities = new HashMap<String, Volatility>();
    try (var in =
            Objects.requireNonNull(BuiltInFunctions.class.getResourceAsStream("functions.txt"));
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var words = line.split(" ", -1);
        var volatility = Volatility.valueOf(words[0]);
        for (var i = 1; i < words.length; i++) {
          volatilities.put(words[i], volatility);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(volatilities);
  }
}
