package io.safeddl.backfill.target;

import java.sql.SQLException;

/** Policies would hide rows from us without a word, and hidden rows stay as they are. */
public final class RowSecurity {
  private static final String HIDES =
      """
      SELECT CAST(CAST(CAST(? AS oid) AS regclass) AS text), current_user
       WHERE pg_catalog.row_security_active(CAST(? AS oid))
      """;

  /** From here on the server refuses to read what it would hide, in this transaction. */
  public static final String OFF = "SET LOCAL row_security TO off";

  private RowSecurity() {}

  /**
   * Makes sure that all rows can be seen.
   *
   * @throws TargetException where they cannot
   */
  public static void require(Database database, Target target) throws SQLException {
    for (var leaf : target.leaves()) {
      var hidden =
          database.read(
              () ->
                  database.optional(
                      HIDES,
                      row ->
                          row.getString(1)
                              + " has row level security, which may hide rows from "
                              + row.getString(2)
                              + "; they would stay as they are. Use its owner (not with FORCE ROW"
                              + " LEVEL SECURITY), or a role with BYPASSRLS",
                      leaf.oid(),
                      leaf.oid()));
      if (hidden.isPresent()) {
        throw new TargetException(hidden.get());
      }
    }
  }
}
