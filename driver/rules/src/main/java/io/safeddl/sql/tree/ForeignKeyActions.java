package io.safeddl.sql.tree;

/**
 * {@code MATCH}, {@code ON DELETE} and {@code ON UPDATE} of a foreign key, as written in upper
 * case; {@code SIMPLE} and {@code NO ACTION} where nothing was written.
 */
public record ForeignKeyActions(String match, String onDelete, String onUpdate) {
  /** What PostgreSQL assumes when nothing is written. */
  public static final ForeignKeyActions DEFAULT =
      new ForeignKeyActions("SIMPLE", "NO ACTION", "NO ACTION");

  /** What the server prints of them behind the referenced columns, with a space before. */
  public String sql(Deferral deferral) {
    return (match.equals(DEFAULT.match) ? "" : " MATCH " + match)
        + (onUpdate.equals(DEFAULT.onUpdate) ? "" : " ON UPDATE " + onUpdate)
        + (onDelete.equals(DEFAULT.onDelete) ? "" : " ON DELETE " + onDelete)
        + switch (deferral) {
          case NOT_DEFERRABLE -> "";
          case INITIALLY_IMMEDIATE -> " DEFERRABLE";
          case INITIALLY_DEFERRED -> " DEFERRABLE INITIALLY DEFERRED";
        };
  }
}
