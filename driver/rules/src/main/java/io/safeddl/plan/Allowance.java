package io.safeddl.plan;

import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.SetParameter;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a user allows by a setting: {@code SET LOCAL safeddl.allow = 'table-rewrite: 40 rows'} just
 * before the statement. Any role may set a parameter of that form (manual section 20.16), and no
 * tool strips it as it strips comments.
 */
public final class Allowance {
  private static final String PARAMETER = "safeddl.allow";

  private Allowance() {}

  /** True where the statement is that setting. */
  public static boolean isSetting(Statement statement) {
    return statement instanceof SetParameter set && set.name().equals(PARAMETER);
  }

  /** The ids that the statement allows for the next one; empty for all other statements. */
  public static Set<String> of(Statement statement) {
    if (!(statement instanceof SetParameter set) || !isSetting(statement)) {
      return Set.of();
    }
    var value = set.value();
    return value == null ? Set.of() : ofSetting(value);
  }

  /**
   * The ids in a value of the setting.
   *
   * @param value {@code id: reason}, several divided by semicolons; in quotes or not
   */
  public static Set<String> ofSetting(String value) {
    var ids = new LinkedHashSet<String>();
    for (String part : unquoted(value).split(";", -1)) {
      var colon = part.indexOf(':');
      var id = (colon < 0 ? part : part.substring(0, colon)).strip();
      if (!id.isEmpty()) {
        ids.add(id);
      }
    }
    return Set.copyOf(ids);
  }

  private static String unquoted(String value) {
    var text = value.strip();
    return text.length() >= 2 && text.startsWith("'") && text.endsWith("'")
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
