package io.safeddl.catalog;

import io.safeddl.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;

/** The value of search_path as SHOW gives it: names, quoted where they must be, and commas. */
public final class SearchPathText {
  private SearchPathText() {}

  /** The names, in order. */
  public static List<String> names(String value) {
    var names = new ArrayList<String>();
    var name = new StringBuilder();
    var quoted = false;
    var inQuotes = false;
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if (c == '"' && inQuotes && i + 1 < value.length() && value.charAt(i + 1) == '"') {
        name.append(c);
        i++;
      } else if (c == '"') {
        inQuotes = !inQuotes;
        quoted = true;
      } else if (c == ',' && !inQuotes) {
        add(names, name, quoted);
        quoted = false;
      } else if (inQuotes || !Character.isWhitespace(c)) {
        name.append(c);
      }
    }
    add(names, name, quoted);
    return names;
  }

  private static void add(List<String> names, StringBuilder name, boolean quoted) {
    if (!name.isEmpty()) {
      names.add(quoted ? name.toString() : Identifiers.fold(name.toString()));
    }
    name.setLength(0);
  }
}
