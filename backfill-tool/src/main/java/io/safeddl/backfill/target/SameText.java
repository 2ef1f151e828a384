package io.safeddl.backfill.target;

import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import io.safeddl.sql.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the text that the server prints of an expression the same from whatever session it is asked
 * for, and mean the same in whatever session it is read: a trigger's function is read in the
 * application's, and compared with what another machine reads here.
 */
final class SameText {
  /**
   * By these the server prints what it has read. A literal of a {@code timestamptz} without a zone
   * is UTC: else it would be another moment for each machine that reads the spec.
   */
  static final String SETTINGS =
      "SET LOCAL TimeZone TO 'UTC'; SET LOCAL IntervalStyle TO 'postgres';"
          + " SET LOCAL standard_conforming_strings TO on; SET LOCAL bytea_output TO 'hex';"
          + " SET LOCAL extra_float_digits TO 1";

  /** Input of dates and times that is the time of reading (manual section 8.5.1.4). */
  private static final List<String> MOMENTS = List.of("now", "today", "tomorrow", "yesterday");

  private SameText() {}

  /**
   * What was printed by {@link #SETTINGS}, without literals that would be read otherwise, or not at
   * all, where {@code standard_conforming_strings} is off.
   */
  static String of(String printed) {
    var text = new StringBuilder();
    var done = 0;
    for (var token : tokens(printed).toList()) {
      if (token.kind() == Kind.STRING && token.value().contains("\\")) {
        text.append(printed.substring(done, token.start())).append(Database.literal(token.value()));
        done = token.end();
      }
    }
    return text.append(printed.substring(done)).toString();
  }

  /**
   * A word of the spec that the server has taken for the moment at which it read it: it is not in
   * what the server made of it.
   */
  static Optional<String> moment(String written, String printed) {
    return MOMENTS.stream()
        .filter(word -> isInAString(written, word) && !isInAString(printed, word))
        .findFirst();
  }

  private static boolean isInAString(String expression, String word) {
    return tokens(expression)
        .anyMatch(
            token ->
                token.kind() == Kind.STRING
                    && List.of(token.value().toLowerCase(Locale.ROOT).split("\\W+", -1))
                        .contains(word));
  }

  private static Stream<Token> tokens(String expression) {
    return Script.parse(expression).statements().stream()
        .flatMap(statement -> statement.tokens().stream());
  }
}
