package io.safeddl.backfill.target;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is to be done to a row, with expressions over its columns alone. They are put into a
 * statement that names no other table, and run in plain statements: a question mark in them is an
 * operator.
 *
 * @param assignments what is to be set
 * @param pending a condition, in brackets: the row still wants it. True or false, never null, for
 *     mirrors; as the user wrote it for a fill
 */
public record RowWork(List<Assignment> assignments, String pending) {
  public RowWork {
    assignments = List.copyOf(assignments);
  }

  /** What stands behind SET. */
  public String setList() {
    return assignments.stream().map(Assignment::toSql).collect(Collectors.joining(", "));
  }
}
