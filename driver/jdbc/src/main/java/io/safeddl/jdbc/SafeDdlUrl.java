package io.safeddl.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A URL of ours, taken apart.
 *
 * @param plain what pgjdbc gets: without the prefix and our parameters, else unchanged
 * @param parameters ours, decoded, by their whole key ({@code safeddl.mode})
 */
record SafeDdlUrl(String plain, Map<String, String> parameters) {
  private static final String PREFIX = "jdbc:safeddl:";
  private static final String POSTGRESQL = "postgresql:";
  private static final String OURS = "safeddl.";

  /** Whether this driver is meant, be the rest right or wrong. */
  static boolean isOurs(String url) {
    return url.startsWith(PREFIX);
  }

  /** Whether a property name is meant for this driver, be it spelled right or wrong. */
  static boolean isOurKey(String key) {
    return key.toLowerCase(Locale.ROOT).startsWith(OURS);
  }

  static SafeDdlUrl parse(String url) throws SQLException {
    String rest = url.substring(PREFIX.length());
    if (!rest.startsWith(POSTGRESQL)) {
      String stacked = rest.indexOf(':') < 0 ? rest : rest.substring(0, rest.indexOf(':') + 1);
      throw new SQLException(
          "SafeDDL: jdbc:safeddl:"
              + stacked
              + " is not supported: behind jdbc:safeddl: comes postgresql:, and pgjdbc's own"
              + " parameters. Other wrapping drivers cannot be stacked in this version.",
          Configuration.INVALID_VALUE);
    }
    int question = rest.indexOf('?');
    if (question < 0) {
      return new SafeDdlUrl("jdbc:" + rest, Map.of());
    }
    Map<String, String> ours = new LinkedHashMap<>();
    List<String> theirs = new ArrayList<>();
    for (String parameter : rest.substring(question + 1).split("&", -1)) {
      int equals = parameter.indexOf('=');
      String key = decode(equals < 0 ? parameter : parameter.substring(0, equals));
      if (isOurKey(key)) {
        ours.put(key, equals < 0 ? "" : decode(parameter.substring(equals + 1)));
      } else {
        theirs.add(parameter);
      }
    }
    String query = theirs.isEmpty() ? "" : "?" + String.join("&", theirs);
    return new SafeDdlUrl("jdbc:" + rest.substring(0, question) + query, ours);
  }

  /** What is not encoded properly is left as it is; pgjdbc complains about its own part. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
