package io.safeddl.catalog.model;

import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text of a foreign key, as the server prints it. */
public final class ForeignKeyText {
  private ForeignKeyText() {}

  /** Empty where the options are not known. */
  static String definition(
      List<String> columns, QualifiedName target, List<String> keyed, @Nullable String options) {
    return options == null || keyed.isEmpty()
        ? ""
        : "FOREIGN KEY ("
            + list(columns)
            + ") REFERENCES "
            + target.toSql()
            + "("
            + list(keyed)
            + ")"
            + (options.isEmpty() ? "" : " " + options);
  }

  private static String list(List<String> columns) {
    return columns.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
  }

  /**
   * What stands behind the referenced columns, but NOT VALID, in upper case with single spaces;
   * null where the definition is not known. The table's name is left out, since the server prints
   * it with or without its schema.
   */
  public static @Nullable String options(String definition) {
    var statements = Script.parse(definition).statements();
    var tokens = statements.size() == 1 ? statements.get(0).tokens() : List.<Token>of();
    var i = 0;
    while (i < tokens.size() && !tokens.get(i).is("references")) {
      i++;
    }
    while (i < tokens.size() && !tokens.get(i).isSymbol(")")) {
      i++;
    }
    if (i == tokens.size()) {
      return null;
    }
    var words =
        tokens.subList(i + 1, tokens.size()).stream()
            .map(Token::value)
            .collect(Collectors.joining(" "))
            .toUpperCase(Locale.ROOT);
    return words.endsWith("NOT VALID")
        ? words.substring(0, words.length() - "NOT VALID".length()).strip()
        : words;
  }
}
