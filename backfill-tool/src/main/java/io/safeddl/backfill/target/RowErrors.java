package io.safeddl.backfill.target;

import java.sql.SQLException;
import java.util.Set;

/** Errors of the server that one row has caused: others may do (appendix A of the manual). */
public final class RowErrors {
  /** Data, constraints, what triggers raise, limits of the program, broken pages. */
  private static final Set<String> CLASSES =
      Set.of("21", "22", "23", "27", "2F", "38", "39", "44", "54", "P0", "HV");

  private static final Set<String> BROKEN_PAGES = Set.of("XX001", "XX002");

  private RowErrors() {}

  /** Whether it is one. */
  public static boolean isOfARow(SQLException e) {
    var state = e.getSQLState() == null ? "" : e.getSQLState();
    return BROKEN_PAGES.contains(state)
        || (state.length() > 2 && CLASSES.contains(state.substring(0, 2)));
  }
}
