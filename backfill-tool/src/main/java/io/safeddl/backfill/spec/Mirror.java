package io.safeddl.backfill.spec;

import java.util.Optional;

/**
 * A column and its mirror.
 *
 * @param from the column that the application writes
 * @param to the new column, which is made by {@code expand}
 * @param type of the new column, as SQL text
 * @param using the value of {@code to}, an expression over the row's columns; where empty that of
 *     {@code from}, cast as an assignment does it, which never cuts a value off
 * @param back the value of {@code from} after the cutover, an expression over {@code to}; there
 *     where using is. Where empty a cast likewise, which for integers gives NULL beyond the old
 *     type's range
 */
public record Mirror(
    String from, String to, String type, Optional<String> using, Optional<String> back) {
  /**
   * What {@code from} is called between the cutover, when {@code to} takes its name, and its end.
   */
  public String old() {
    return CutName.of(from, "_old");
  }
}
