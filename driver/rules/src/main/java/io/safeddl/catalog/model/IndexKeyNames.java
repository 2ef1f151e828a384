package io.safeddl.catalog.model;

import io.safeddl.sql.Identifiers;
import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.IndexElement;
import io.safeddl.sql.tree.Statement.CreateIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How the server prints a new index: its columns' names ({@code ChooseIndexColumnNames}). */
public final class IndexKeyNames {
  /** Written like calls, but named otherwise: a cast by its type, trim by its function. */
  private static final Set<String> NO_CALLS =
      Set.of("cast", "trim", "treat", "row", "values", "array", "normalize", "collation");

  private static final Set<String> OPERATORS =
      Set.of(
          "+", "-", "*", "/", "%", "^", "||", "=", "<", ">", "<=", ">=", "<>", "->", "->>", "#>>");

  private IndexKeyNames() {}

  /** The names, those of INCLUDE too, each once. */
  public static List<String> of(CreateIndex index) {
    var names = new ArrayList<String>();
    for (var element : index.elements()) {
      names.add(distinct(name(element), names));
    }
    for (var column : index.include()) {
      names.add(distinct(column, names));
    }
    return names;
  }

  /** False where an expression's name is a guess. */
  public static boolean areCertain(CreateIndex index) {
    return index.elements().stream()
        .allMatch(e -> e.column() != null || isCall(e) || isOperation(e));
  }

  private static boolean isCall(IndexElement element) {
    var name = name(element);
    return !name.equals("expr") && !NO_CALLS.contains(name) && !name.startsWith("xml");
  }

  /** An operator, outside of all parentheses, has no name of its own, nor have its operands. */
  private static boolean isOperation(IndexElement element) {
    var expression = element.expression();
    var tokens = expression == null ? List.<Token>of() : stripped(expression.text());
    var depth = 0;
    var found = false;
    for (var token : tokens) {
      depth += token.isSymbol("(") || token.isSymbol("[") ? 1 : 0;
      depth -= token.isSymbol(")") || token.isSymbol("]") ? 1 : 0;
      if (depth == 0 && (token.is("case") || token.is("collate"))) {
        return false;
      }
      found |= depth == 0 && (OPERATORS.stream().anyMatch(token::isSymbol) || token.is("is"));
    }
    return found;
  }

  /** A definition from {@code USING} on, as the server prints one of plain columns. */
  public static String using(
      String method, List<String> columns, List<String> include, boolean nullsNotDistinct) {
    return " USING "
        + method
        + " ("
        + list(columns)
        + ")"
        + (include.isEmpty() ? "" : " INCLUDE (" + list(include) + ")")
        + (nullsNotDistinct ? " NULLS NOT DISTINCT" : "");
  }

  private static String list(List<String> columns) {
    return String.join(", ", columns.stream().map(Identifiers::quote).toList());
  }

  private static String distinct(String name, List<String> names) {
    var candidate = name;
    for (var i = 1; names.contains(candidate); i++) {
      candidate = name + i;
    }
    return candidate;
  }

  /** {@code FigureIndexColname}: of a call the function's name; the server's word for the rest. */
  private static String name(IndexElement element) {
    var column = element.column();
    if (column != null) {
      return column;
    }
    var expression = element.expression();
    return expression == null ? "expr" : callee(expression.text());
  }

  private static String callee(String expression) {
    var tokens = stripped(expression);
    for (var i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i + 1).isSymbol("(")) {
        return closing(tokens, i + 1) == tokens.size() - 1 && isName(tokens.get(i))
            ? tokens.get(i).value()
            : "expr";
      }
      if (!isName(tokens.get(i)) && !tokens.get(i).isSymbol(".")) {
        return "expr";
      }
    }
    return "expr";
  }

  private static List<Token> stripped(String expression) {
    var statements = Script.parse(expression).statements();
    var tokens = statements.isEmpty() ? List.<Token>of() : statements.get(0).tokens();
    while (tokens.size() > 2
        && tokens.get(0).isSymbol("(")
        && closing(tokens, 0) == tokens.size() - 1) {
      tokens = tokens.subList(1, tokens.size() - 1);
    }
    return tokens;
  }

  private static boolean isName(Token token) {
    return token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED_IDENTIFIER;
  }

  private static int closing(List<Token> tokens, int open) {
    var depth = 0;
    for (var i = open; i < tokens.size(); i++) {
      depth += tokens.get(i).isSymbol("(") ? 1 : tokens.get(i).isSymbol(")") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
