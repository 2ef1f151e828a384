package io.safeddl.sql.expression;

import io.safeddl.sql.QualifiedName;
import java.util.Set;

/**
 * What an expression calls and mentions.
 *
 * @param functions every function it calls, as written (folded); SQL's key word functions ({@code
 *     CURRENT_TIMESTAMP}) under the key word's name in lower case
 * @param columns the columns it mentions, without their table
 * @param constant it mentions no column and holds no sub-query: every row gets its value from the
 *     functions alone
 * @param known false where the text could not be read; the sets are then not complete and the
 *     expression must be judged as the worst case
 */
public record ExpressionFacts(
    Set<QualifiedName> functions, Set<String> columns, boolean constant, boolean known) {
  /** The answer for a text that cannot be read. */
  public static final ExpressionFacts UNKNOWN =
      new ExpressionFacts(Set.of(), Set.of(), false, false);

  public ExpressionFacts {
    functions = QueryFacts.inOrder(functions);
    columns = QueryFacts.inOrder(columns);
  }
}
