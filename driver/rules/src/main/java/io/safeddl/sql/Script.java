package io.safeddl.sql;

import io.safeddl.sql.SourceStatement.Comment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text cut into statements, where the server cuts it: at a semicolon outside of parentheses and
 * of the body of {@code CREATE FUNCTION … BEGIN ATOMIC … END}.
 *
 * <p>pgjdbc cuts a text too, before it sends it ({@code Parser.parseJdbcSql}), and nearly always
 * agrees. Where it does not, nothing slips through:
 *
 * <ul>
 *   <li>It never cuts again behind the words BEGIN ATOMIC in a CREATE statement, nor while
 *       parentheses are unbalanced. Here the statements behind are seen one by one; with unbalanced
 *       parentheses the whole is one statement that no reader accepts, as in the server.
 *   <li>It cuts inside what is one token for the server (the comment {@code /*}{@code /}, the
 *       second line of an {@code E''} string, {@code 1$a$}). What it then sends first ends inside
 *       that token, and is an error in every server, before anything behind it runs.
 *   <li>It cuts inside of a line comment, and sends the rest of it as a statement. The driver
 *       therefore refuses a text with a semicolon in a comment that pgjdbc's own parser cuts
 *       otherwise.
 * </ul>
 *
 * As in pgjdbc, white space alone is no statement, but comments alone are an empty one.
 */
public final class Script {
  private final String text;
  private final List<SourceStatement> statements;

  private Script(String text, List<SourceStatement> statements) {
    this.text = text;
    this.statements = List.copyOf(statements);
  }

  /** Cuts a text, with {@code standard_conforming_strings} on. */
  public static Script parse(String text) {
    return parse(text, true);
  }

  /**
   * Cuts a text.
   *
   * @param standardConformingStrings the session's setting: with it off, a backslash in {@code '…'}
   *     escapes
   */
  public static Script parse(String text, boolean standardConformingStrings) {
    return new Script(text, new Splitter(text, standardConformingStrings).split());
  }

  /** The whole text. */
  public String text() {
    return text;
  }

  /** The statements, in order. */
  public List<SourceStatement> statements() {
    return statements;
  }

  private static final class Splitter {
    private final String text;
    private final StringSetting setting;
    private final Lexer lexer;
    private final List<SourceStatement> statements = new ArrayList<>(1);
    private List<Token> tokens = TokenList.empty();
    private List<Comment> comments = new ArrayList<>(0);
    private int depth;
    private boolean atomic;

    Splitter(String text, boolean standardConformingStrings) {
      this.text = text;
      this.setting = new StringSetting(standardConformingStrings);
      this.lexer = new Lexer(text, standardConformingStrings);
    }

    List<SourceStatement> split() {
      while (true) {
        while (lexer.skipComment()) {
          Span span = new Span(lexer.start(), lexer.end());
          comments.add(new Comment(span.in(text), span));
        }
        Token token = lexer.next();
        if (token == null) {
          finish();
          return statements;
        }
        if (ends(token)) {
          finish();
        } else {
          setting.see(token);
          tokens = TokenList.with(tokens, token, lexer);
        }
      }
    }

    /** True for the semicolon that ends a statement; follows parentheses and atomic bodies. */
    private boolean ends(Token token) {
      if (token.kind() == Token.Kind.PUNCTUATION) {
        switch (token.value()) {
          case "(" -> depth++;
          case ")" -> depth--;
          case ";" -> {
            return depth == 0 && !atomic;
          }
          default -> {}
        }
      } else if (depth == 0 && atomic) {
        atomic = !AtomicBody.closes(tokens.get(tokens.size() - 1), token);
      } else if (depth == 0 && token.is("atomic")) {
        atomic = AtomicBody.opens(tokens);
      }
      return false;
    }

    private void finish() {
      Span span = span();
      if (span != null) {
        statements.add(
            new SourceStatement(
                text,
                span,
                TokenList.frozen(tokens),
                List.copyOf(comments),
                setting.leavesInDoubt(tokens)));
        tokens = TokenList.empty();
        comments = new ArrayList<>(0);
      }
      depth = 0;
      atomic = false;
    }

    private @Nullable Span span() {
      if (!tokens.isEmpty()) {
        return new Span(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
      }
      return comments.isEmpty()
          ? null
          : comments.get(0).span().to(comments.get(comments.size() - 1).span());
    }
  }
}
