package io.safeddl.check.fix;

import io.safeddl.check.migration.NotRewritten;
import io.safeddl.check.source.SourceText;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Token;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the file for the names of a statement whose placeholders have got values: {@code
 * ${schema}} for {@code shop}.
 */
final class WrittenNames {
  private final Map<String, String> written = new HashMap<>();

  private WrittenNames() {}

  /**
   * Those of a statement.
   *
   * @throws NotRewritten where a placeholder stands for more or less than one name or text
   */
  static WrittenNames of(SourceText source, SourceStatement statement) throws NotRewritten {
    var names = new WrittenNames();
    if (source.region(statement.span()).text().equals(statement.text())) {
      return names;
    }
    Set<String> plain = new HashSet<>();
    var end = -1;
    for (var token : statement.tokens()) {
      var region = source.region(token.span());
      if (region.span().start() < end) {
        throw new NotRewritten(
            source.file().text().substring(region.span().start(), end)
                + " stands for more than a name");
      }
      end = region.span().end();
      var raw = token.span().in(statement.script());
      if (region.text().equals(raw)) {
        plain.add(key(token, raw));
      } else {
        var before = names.written.put(key(token, raw), region.text());
        if (before != null && !before.equals(region.text())) {
          throw new NotRewritten(before + " and " + region.text() + " have the same value");
        }
      }
    }
    for (var name : names.written.entrySet()) {
      if (plain.contains(name.getKey())) {
        throw new NotRewritten(
            "what " + name.getValue() + " stands for is written as it is elsewhere in it");
      }
    }
    return names;
  }

  /**
   * What the file has for a token of a step; null where it is no placeholder.
   *
   * @param own the user has written the token like this
   * @throws NotRewritten where the token is a name that the server makes from such a value
   */
  @Nullable String written(Token token, String raw, boolean own) throws NotRewritten {
    var found = written.get(key(token, raw));
    if (found != null || own) {
      return found;
    }
    for (var name : written.entrySet()) {
      var value = value(name.getKey());
      if (!value.isEmpty() && token.value().contains(value)) {
        throw new NotRewritten(
            "the name " + raw + " would be made from " + name.getValue() + ": name it yourself");
      }
    }
    return null;
  }

  /** Quoted or not, a name is the same. */
  private static String key(Token token, String raw) {
    return token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED_IDENTIFIER
        ? "name " + token.value()
        : "text " + raw;
  }

  private static String value(String key) {
    return key.startsWith("name ") ? key.substring("name ".length()) : "";
  }
}
