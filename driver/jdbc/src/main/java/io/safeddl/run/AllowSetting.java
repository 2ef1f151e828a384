package io.safeddl.run;

import io.safeddl.sql.tree.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code SET LOCAL safeddl.allow = 'table-rewrite: maintenance window'}: allows rules for the rest
 * of the transaction, under autocommit for the next statement. The server knows nothing of the
 * parameter and takes it all the same (manual section 20.16).
 */
final class AllowSetting {
  private static final String NAME = "safeddl.allow";

  private AllowSetting() {}

  static boolean is(Statement.SetParameter set) {
    return set.name().equals(NAME);
  }

  /** The ids in a value such as {@code 'table-rewrite, drop-column: reason'}. */
  static Set<String> rules(@Nullable String value) {
    if (value == null) {
      return Set.of();
    }
    var text = value.strip();
    if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
      text = text.substring(1, text.length() - 1);
    }
    int colon = text.indexOf(':');
    var ids = colon < 0 ? text : text.substring(0, colon);
    return Arrays.stream(ids.split(",", -1))
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
