package io.safeddl.catalog.model;

import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows search_path and TimeZone. */
final class Settings {
  private Settings() {}

  static boolean apply(Statement.SetParameter set, ModelState state) {
    switch (set.name()) {
      case "search_path" -> {
        set(state, path(set.value()), set.local());
        return true;
      }
      case "all" -> {
        set(state, null, false);
        state.timeZone = null;
        return true;
      }
      case "timezone", "time zone" -> {
        state.timeZone = zone(set);
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  /** {@code SELECT pg_catalog.set_config('search_path', …, false)}, as pg_dump writes it. */
  static boolean apply(Statement.Data data, ModelState state) {
    var text = data.text().text();
    if (!data.tag().equals("SELECT") || !text.contains("set_config")) {
      return false;
    }
    var tokens = Script.parse(text).statements().get(0).tokens();
    for (var i = 0; i + 5 < tokens.size(); i++) {
      if (tokens.get(i).is("set_config")
          && tokens.get(i + 2).kind() == Token.Kind.STRING
          && tokens.get(i + 2).value().equalsIgnoreCase("search_path")) {
        var value = tokens.get(i + 4);
        var local = !tokens.get(Math.min(i + 6, tokens.size() - 1)).is("false");
        set(state, value.kind() == Token.Kind.STRING ? path(value.value()) : List.of(), local);
        return true;
      }
      if (tokens.get(i).is("set_config")
          && tokens.get(i + 2).value().equalsIgnoreCase("timezone")) {
        state.timeZone = "";
        return true;
      }
    }
    return false;
  }

  private static void set(ModelState state, @Nullable List<String> path, boolean local) {
    if (local) {
      state.localPath = path;
    } else {
      state.path = path;
      state.localPath = null;
    }
  }

  /** The schemas named in a list of names or strings; null for the default. */
  private static @Nullable List<String> path(@Nullable String value) {
    if (value == null) {
      return null;
    }
    return Script.parse(value).statements().stream()
        .flatMap(s -> s.tokens().stream())
        .filter(t -> !t.isSymbol(","))
        .map(Token::value)
        // No schema has the user's name unless somebody made one.
        .filter(s -> !s.equals("$user") && !s.isEmpty() && !s.equals("pg_catalog"))
        .toList();
  }

  /** Where it cannot be told what holds after this transaction, an unknown zone. */
  private static String zone(Statement.SetParameter set) {
    var value = set.value();
    if (value == null || set.local()) {
      return "";
    }
    return value.length() > 1 && value.startsWith("'")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
