package io.safeddl.rule.advice;

import io.safeddl.sql.Identifiers;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Span;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.TableConstraint;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Quotes pieces of the user's own statement. */
public final class UserText {
  private final SourceStatement source;

  public UserText(SourceStatement source) {
    this.source = source;
  }

  /** The text of that part. */
  public String of(Span span) {
    return span.in(source.script());
  }

  /** The text from the first such word inside the part to the part's end. */
  public String from(String word, Span span) {
    for (Token token : source.tokens()) {
      if (token.start() >= span.start() && token.end() <= span.end() && token.is(word)) {
        return source.script().substring(token.start(), span.end());
      }
    }
    return of(span);
  }

  /** The table constraint with a name: its own, or else this one put before it. */
  public String named(TableConstraint constraint, String chosen) {
    return constraint.name() == null
        ? "CONSTRAINT " + Identifiers.quote(chosen) + " " + of(constraint.span())
        : of(constraint.span());
  }

  /** The constraint without {@code CONSTRAINT name}. */
  String unnamed(TableConstraint constraint) {
    return constraint.name() == null ? of(constraint.span()) : from(2, constraint.span());
  }

  /** The text from the part's token at that position to its end. */
  private String from(int position, Span span) {
    var inside = inside(span);
    return source.script().substring(inside.get(position).start(), span.end());
  }

  private List<Token> inside(Span span) {
    return source.tokens().stream()
        .filter(token -> token.start() >= span.start() && token.end() <= span.end())
        .toList();
  }

  /** True where the word stands in the part. */
  boolean has(String word, Span span) {
    return inside(span).stream().anyMatch(token -> token.is(word));
  }

  /**
   * A key's {@code WITH (…) USING INDEX TABLESPACE name} as CREATE INDEX wants it, with a space
   * before; or nothing.
   */
  String indexOptions(Span key) {
    var text = new StringBuilder();
    var tokens = inside(key);
    var depth = 0;
    var start = -1;
    for (int i = 0; i < tokens.size(); i++) {
      var token = tokens.get(i);
      if (depth == 0 && token.is("with") && i + 1 < tokens.size()) {
        start = tokens.get(i + 1).isSymbol("(") ? token.start() : -1;
      } else if (depth == 0 && token.is("tablespace") && i + 1 < tokens.size()) {
        text.append(" TABLESPACE ").append(of(tokens.get(i + 1).span()));
      } else if (token.isSymbol("(")) {
        depth++;
      } else if (token.isSymbol(")") && --depth == 0 && start >= 0) {
        text.append(' ').append(source.script(), start, token.end());
        start = -1;
      }
    }
    return text.toString();
  }

  /** The column's definition, name and type first, without some of its constraints. */
  public String column(ColumnDefinition column, Predicate<ColumnConstraint> leftOut) {
    var text = new StringBuilder();
    var position = column.span().start();
    for (ColumnConstraint constraint : column.constraints()) {
      if (leftOut.test(constraint)) {
        append(text, position, constraint.span().start());
        position = constraint.span().end();
      }
    }
    append(text, position, column.span().end());
    return text.toString();
  }

  private void append(StringBuilder text, int start, int end) {
    var piece = source.script().substring(start, end).strip();
    if (!piece.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ").append(piece);
    }
  }

  /** The name given, or else the chosen one, ready to stand in SQL. */
  public static String name(@Nullable String given, String chosen) {
    return Identifiers.quote(given == null ? chosen : given);
  }
}
