package io.safeddl.sql.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What was found in a PL/pgSQL body.
 *
 * @param statements the SQL statements that stand in it, DDL and data, read; in the order of the
 *     text
 * @param dynamic the texts behind {@code EXECUTE} that are not one literal, for the message
 * @param attempts the parts of the statements that an EXCEPTION takes back, by where they end
 * @param opaque true where the body could not be scanned (another language, unbalanced quotes), or
 *     is not known
 */
public record Embedded(
    List<Statement> statements, List<String> dynamic, List<Attempt> attempts, boolean opaque) {
  /** A body of which nothing is known, or that does nothing to tables. */
  public static final Embedded NOTHING = new Embedded(List.of(), List.of(), false);

  /** A body that cannot be read. */
  public static final Embedded UNKNOWN = new Embedded(List.of(), List.of(), true);

  /**
   * What stands between BEGIN and EXCEPTION: of what it does, nothing may be left behind it (manual
   * 43.6.8).
   *
   * @param from index of its first statement
   * @param to index behind its last
   */
  public record Attempt(int from, int to) {}

  public Embedded {
    statements = List.copyOf(statements);
    dynamic = List.copyOf(dynamic);
    attempts = List.copyOf(attempts);
  }

  /** A body without an EXCEPTION. */
  public Embedded(List<Statement> statements, List<String> dynamic, boolean opaque) {
    this(statements, dynamic, List.of(), opaque);
  }

  /** True where an EXCEPTION may take back what the statement of that index does. */
  public boolean mayBeUndone(int index) {
    return attempts.stream().anyMatch(it -> it.from() <= index && index < it.to());
  }

  /** This with others in the places of its statements. */
  public Embedded each(UnaryOperator<Statement> change) {
    return new Embedded(
        statements.stream().map(it -> changed(it, change)).toList(), dynamic, attempts, opaque);
  }

  private static Statement changed(Statement statement, UnaryOperator<Statement> change) {
    return statement instanceof Statement.Confined body
        ? new Statement.Confined(body.settings(), body.inner().each(change))
        : change.apply(statement);
  }

  /** This, and behind it another. */
  public Embedded and(Embedded next) {
    var all = new ArrayList<>(statements);
    all.addAll(next.statements);
    var built = new ArrayList<>(dynamic);
    built.addAll(next.dynamic);
    var tried = new ArrayList<>(attempts);
    var count = statements.size();
    next.attempts.forEach(it -> tried.add(new Attempt(count + it.from, count + it.to)));
    return new Embedded(all, built, tried, opaque || next.opaque);
  }
}
