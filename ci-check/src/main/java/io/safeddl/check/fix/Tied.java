package io.safeddl.check.fix;

import io.safeddl.sql.Token;
import io.safeddl.sql.tree.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Statements that tie others to them: what they make ends with their transaction. */
final class Tied {
  private static final String BLOCK =
      "it runs a block that makes settings, or may make some: write SET instead";

  private Tied() {}

  /** Why the transaction that this statement runs in must not be cut behind it, or null. */
  static @Nullable String transaction(Chunk chunk) {
    var statement = chunk.read();
    if (statement instanceof Statement.LockTable) {
      return "it locks a table for the whole of its transaction";
    } else if (statement instanceof Statement.Block block && mayMakeSettings(block)) {
      return BLOCK;
    } else if (has(chunk, "set_config")) {
      return "it makes a setting by set_config: write SET instead";
    } else if (has(chunk, "declare") || has(chunk, "pg_advisory_xact_lock")) {
      return "it makes what ends with its transaction";
    }
    return null;
  }

  /** True where a body makes a setting, or is not known. */
  private static boolean mayMakeSettings(Statement statement) {
    if (statement instanceof Statement.Block block) {
      var body = block.body();
      return body.opaque()
          || !body.dynamic().isEmpty()
          || body.statements().stream().anyMatch(Tied::mayMakeSettings);
    }
    return statement instanceof Statement.SetParameter
        || (statement instanceof Statement.Data data
            && data.text().text().toLowerCase(Locale.ROOT).contains("set_config"));
  }

  /** True for one of these words, which stands in no quotes. */
  static boolean has(Chunk chunk, String... words) {
    for (Token token : chunk.verdict().source().tokens()) {
      for (var word : words) {
        if (token.is(word)) {
          return true;
        }
      }
    }
    return false;
  }
}
