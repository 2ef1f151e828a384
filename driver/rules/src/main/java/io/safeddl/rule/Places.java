package io.safeddl.rule;

import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.Unrecognized;

/** Where in the user's text something stands. */
final class Places {
  private Places() {}

  /** {@code at line 3, column 7}, counted in the whole text from 1; within a block, in its body. */
  static String of(Question question, Unrecognized unread) {
    if (question.statement() instanceof Statement.Block) {
      return " in the block";
    }
    var script = question.source().script();
    return at(script, Math.min(unread.span().start(), script.length()));
  }

  private static String at(String text, int offset) {
    var line = 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    var column = offset - text.lastIndexOf('\n', offset - 1);
    return " at line " + line + ", column " + column;
  }
}
