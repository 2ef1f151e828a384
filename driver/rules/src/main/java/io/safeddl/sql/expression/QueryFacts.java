package io.safeddl.sql.expression;

import io.safeddl.sql.QualifiedName;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a query or data statement touches.
 *
 * @param read the tables read, without those that are only written; names of CTEs are left out
 * @param written the tables written, those of data-modifying CTEs included
 * @param where whether the outer UPDATE or DELETE restricts its rows
 * @param modifyingCte a {@code WITH} part changes data
 * @param known false where the text could not be read; the sets are then not complete and the
 *     statement must be judged as the worst case
 */
public record QueryFacts(
    Set<QualifiedName> read,
    Set<QualifiedName> written,
    Where where,
    boolean modifyingCte,
    boolean known) {
  /** The WHERE clause of the outer statement. */
  public enum Where {
    /** None, or the statement's kind has none that counts. */
    ABSENT,
    /** True for every row whatever it holds: {@code WHERE true}, {@code WHERE 1=1}. */
    TRIVIALLY_TRUE,
    /** A condition on the rows. */
    PRESENT
  }

  /** The answer for a text that cannot be read. */
  public static final QueryFacts UNKNOWN =
      new QueryFacts(Set.of(), Set.of(), Where.ABSENT, false, false);

  public QueryFacts {
    read = inOrder(read);
    written = inOrder(written);
  }

  /** True where the statement restricts the rows that it touches. */
  public boolean hasWhere() {
    return where == Where.PRESENT;
  }

  /** In the order of the text, so that the same is said of it each time. */
  static <T> Set<T> inOrder(Set<T> names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }
}
