package io.safeddl.sql;

import java.util.List;

/**
 * One statement in its script, not yet read.
 *
 * @param script the whole script's text; all spans and token offsets count in it
 * @param span from the first token to the last, without the semicolon
 * @param tokens the tokens in order, without white space, comments and the semicolon
 * @param comments the comments that belong to it: between the previous semicolon and its own end
 * @param stringsInDoubt it is not known what a backslash means in its strings, or in those of the
 *     block that it is
 */
public record SourceStatement(
    String script, Span span, List<Token> tokens, List<Comment> comments, boolean stringsInDoubt) {
  /** The statement's text, from its first token to its last. */
  public String text() {
    return span.in(script);
  }

  /** The same with the comments before it and inside it. */
  public String withComments() {
    int start = comments.isEmpty() ? span.start() : comments.get(0).span().start();
    return script.substring(Math.min(start, span.start()), span.end());
  }

  /**
   * A comment, delimiters included.
   *
   * @param text the whole comment
   * @param span where it stands
   */
  public record Comment(String text, Span span) {}
}
