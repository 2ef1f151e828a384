package io.safeddl.rule;

import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.SetParameter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A time limit that a statement sets, by SET or by {@code set_config}.
 *
 * @param millis 0 for no limit, null where the server's own is taken again
 */
record Setting(String name, @Nullable Long millis, boolean local) {
  static final String LOCK = "lock_timeout";
  static final String STATEMENT = "statement_timeout";
  static final String IDLE = "idle_in_transaction_session_timeout";

  private static final Set<String> NAMES = Set.of(LOCK, STATEMENT, IDLE);

  /** A limit that is there, however long: its value cannot be told. */
  private static final long SOME = 1;

  /** The limit that this statement sets, or null. */
  static @Nullable Setting of(SourceStatement source, Statement statement) {
    return of(statement, source.tokens());
  }

  /** The limit that a statement in a block sets, or null. */
  static @Nullable Setting inBlock(Statement statement) {
    var text = statement instanceof Statement.Data data ? data.text().text() : "";
    return text.contains("set_config")
        ? of(
            statement,
            Script.parse(text).statements().stream().flatMap(it -> it.tokens().stream()).toList())
        : of(statement, List.of());
  }

  private static @Nullable Setting of(Statement statement, List<Token> tokens) {
    if (statement instanceof SetParameter set) {
      return NAMES.contains(set.name())
          ? new Setting(set.name(), millis(set.value()), set.local())
          : null;
    }
    return statement instanceof Statement.Data data && data.tag().equals("SELECT")
        ? ofCall(tokens)
        : null;
  }

  /** {@code SELECT set_config('lock_timeout', '2s', true)}. */
  private static @Nullable Setting ofCall(List<Token> tokens) {
    for (var i = 0; i + 6 < tokens.size(); i++) {
      if (tokens.get(i).is("set_config") && tokens.get(i + 2).kind() == Token.Kind.STRING) {
        var name = tokens.get(i + 2).value().toLowerCase(Locale.ROOT);
        var value = tokens.get(i + 4);
        if (NAMES.contains(name)) {
          return new Setting(
              name,
              value.kind() == Token.Kind.STRING ? Long.valueOf(read(value.value())) : SOME,
              !tokens.get(i + 6).is("false"));
        }
      }
    }
    return null;
  }

  private static @Nullable Long millis(@Nullable String value) {
    if (value == null) {
      return null;
    }
    var quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
    return read(quoted ? value.substring(1, value.length() - 1) : value);
  }

  /** A number, with a unit or in milliseconds (manual 20.1.1). */
  private static long read(String value) {
    var text = value.strip();
    var digits = 0;
    while (digits < text.length() && (isDigit(text.charAt(digits)) || text.charAt(digits) == '.')) {
      digits++;
    }
    if (digits == 0 || digits > 15) {
      return SOME;
    }
    var unit =
        switch (text.substring(digits).strip()) {
          case "us" -> 0.001;
          case "", "ms" -> 1.0;
          case "s" -> 1_000.0;
          case "min" -> 60_000.0;
          case "h" -> 3_600_000.0;
          case "d" -> 86_400_000.0;
          default -> Double.NaN;
        };
    try {
      var millis = Double.parseDouble(text.substring(0, digits)) * unit;
      return Double.isNaN(millis) ? SOME : Math.round(millis);
    } catch (NumberFormatException e) {
      return SOME; // two points: the server's to reject
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A time as SET takes it: {@code 5s}, {@code 1500ms}. */
  static String text(long millis) {
    return millis % 60_000 == 0
        ? millis / 60_000 + "min"
        : millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}
