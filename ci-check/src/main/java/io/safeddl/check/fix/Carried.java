package io.safeddl.check.fix;

import io.safeddl.check.migration.NotRewritten;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement.SetParameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings that hold at a place of a migration, by SET: each piece that it is split into has to
 * make them anew, since it may be run in another session.
 */
final class Carried {
  private static final Set<String> TIMEOUTS =
      Set.of("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout");

  private final Map<String, Setting> settings = new LinkedHashMap<>();

  /** A setting; {@code run} where an earlier piece makes it. */
  private record Setting(String text, @Nullable String value, boolean local, boolean run) {}

  static boolean isTimeout(SetParameter set) {
    return TIMEOUTS.contains(set.name());
  }

  /** Takes note of a SET or RESET. */
  void see(SetParameter set, SourceStatement source, String written) {
    if (set.reset() && set.name().equals("all")) {
      settings.clear();
      return;
    }
    settings.remove(set.name());
    if (!set.reset() && set.value() != null) {
      settings.put(set.name(), new Setting(written, set.value(), set.local(), false));
    }
  }

  /** All that is noted now is made by the piece at hand. */
  void areRun() {
    settings.replaceAll((name, it) -> new Setting(it.text, it.value, it.local, true));
  }

  /** What is to stand before a piece that runs in a transaction. */
  String before(Fragment.Where where) {
    var text = new StringBuilder();
    settings.forEach(
        (name, it) -> {
          if (where != Fragment.Where.OWN || !name.equals("statement_timeout")) {
            text.append(it.text).append(";\n");
          } else if (!it.local && it.run) {
            text.append("SET LOCAL statement_timeout = 0;\n");
          }
        });
    return text.toString();
  }

  /**
   * What is to stand before and behind a statement outside of a transaction.
   *
   * @param room whether there may stand anything
   */
  Around around(boolean room) throws NotRewritten {
    var before = new StringBuilder();
    var behind = new StringBuilder();
    for (var entry : settings.entrySet()) {
      var name = entry.getKey();
      var it = entry.getValue();
      var timeout = TIMEOUTS.contains(name);
      if (timeout && (it.local || !it.run || isZero(it.value))) {
        continue; // it is not in force there
      }
      if (!room) {
        throw new NotRewritten(
            "the statement outside of a transaction must be alone in its text, and "
                + name
                + " is set before it");
      }
      if (timeout) {
        before.append("SET ").append(name).append(" = 0;\n");
        behind.append(it.text).append(";\n");
      } else {
        before.append(it.local ? LOCAL.matcher(it.text).replaceFirst("$1") : it.text).append(";\n");
        if (it.local) {
          behind.append("RESET ").append(resettable(name)).append(";\n");
        }
      }
    }
    return new Around(before.toString(), behind.toString());
  }

  /** What stands around a statement. */
  record Around(String before, String behind) {}

  private static final Pattern LOCAL = Pattern.compile("(?i)^(SET)\\s++LOCAL\\b");

  private static boolean isZero(@Nullable String value) {
    return value != null && value.replace("'", "").strip().equals("0");
  }

  private static String resettable(String name) {
    return switch (name) {
      case "time zone" -> "TIME ZONE";
      case "session authorization" -> "SESSION AUTHORIZATION";
      case "role" -> "ROLE";
      default -> name;
    };
  }
}
