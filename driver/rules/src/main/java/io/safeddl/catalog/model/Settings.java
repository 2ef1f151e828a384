package io.safeddl.catalog.model;

import io.safeddl.catalog.SearchPathText;
import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Follows search_path, the role whose name may be in it, and TimeZone. */
final class Settings {
  private Settings() {}

  static boolean apply(Statement.SetParameter set, ModelState state) {
    switch (set.name()) {
      case "search_path" -> setPath(state, path(set.value(), state), set.local());
      case "all" -> resetAll(state);
      case "timezone", "time zone" -> state.timeZone = zone(set);
      case "role", "session authorization", "session_authorization" ->
          state.names.role = role(set.value());
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void resetAll(ModelState state) {
    setPath(state, path(null, state), false);
    state.timeZone = null;
  }

  /** {@code DISCARD ALL}: also the role is the one that logged in, whose name nobody knows here. */
  static void reset(ModelState state) {
    resetAll(state);
    state.names.role = state.names.role == null ? null : "";
  }

  /** {@code SELECT pg_catalog.set_config('search_path', …, false)}, as pg_dump writes it. */
  static boolean apply(Statement.Data data, ModelState state) {
    var text = data.text().text();
    var target = data.target();
    if (target != null && target.name().equals("pg_settings")) {
      lose(state); // a rule of that view calls set_config
      return true;
    }
    if (!text.contains("set_config")) {
      return false;
    }
    var changed = false;
    for (var statement : Script.parse(text).statements()) {
      var tokens = statement.tokens();
      for (var i = 0; i < tokens.size(); i++) {
        if (tokens.get(i).value().equals("set_config")) {
          changed |= call(tokens.subList(i, Math.min(i + 8, tokens.size())), state);
        }
      }
    }
    return changed;
  }

  /** {@code set_config ( 'name' , 'value' , local )}; whatever is no literal may be anything. */
  private static boolean call(List<Token> tokens, ModelState state) {
    var literal =
        tokens.size() == 8
            && tokens.get(2).kind() == Token.Kind.STRING
            && tokens.get(3).isSymbol(",");
    switch (literal ? tokens.get(2).value().toLowerCase(Locale.ROOT) : "") {
      case "search_path" -> {
        var known =
            tokens.get(4).kind() == Token.Kind.STRING
                && tokens.get(5).isSymbol(",")
                && tokens.get(7).isSymbol(")");
        setPath(
            state,
            known ? SearchPath.of(SearchPathText.names(tokens.get(4).value())) : SearchPath.UNKNOWN,
            known && !tokens.get(6).is("false"));
      }
      case "timezone" -> state.timeZone = "";
      case "role", "session_authorization" -> state.names.role = "";
      case "" -> lose(state);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Any parameter may have been set. */
  static void lose(ModelState state) {
    setPath(state, SearchPath.UNKNOWN, false);
    state.timeZone = "";
    state.names.role = "";
  }

  private static void setPath(ModelState state, @Nullable SearchPath path, boolean local) {
    if (local) {
      state.names.localPath = path;
    } else {
      state.names.path = path;
      state.names.localPath = null;
    }
  }

  /**
   * The schemas named in a list of names or strings. The default is that of the session, the role
   * and the database: unknown, but null in the model of a new database.
   */
  private static @Nullable SearchPath path(@Nullable String value, ModelState state) {
    if (value == null) {
      return state.base().isComplete() ? SearchPath.UNKNOWN : null;
    }
    return SearchPath.of(
        Script.parse(value).statements().stream()
            .flatMap(s -> s.tokens().stream())
            .filter(t -> !t.isSymbol(","))
            .map(Token::value)
            .toList());
  }

  /** NONE and DEFAULT are the role that logged in, whose name nobody knows here. */
  private static String role(@Nullable String value) {
    if (value == null) {
      return "";
    }
    var statements = Script.parse(value).statements();
    var tokens = statements.isEmpty() ? List.<Token>of() : statements.get(0).tokens();
    return tokens.size() == 1 && !tokens.get(0).is("none") ? tokens.get(0).value() : "";
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
