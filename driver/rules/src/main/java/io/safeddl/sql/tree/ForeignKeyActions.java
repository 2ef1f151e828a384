package io.safeddl.sql.tree;

/**
 * {@code MATCH}, {@code ON DELETE} and {@code ON UPDATE} of a foreign key, as written in upper
 * case; {@code SIMPLE} and {@code NO ACTION} where nothing was written.
 */
public record ForeignKeyActions(String match, String onDelete, String onUpdate) {
  /** What PostgreSQL assumes when nothing is written. */
  public static final ForeignKeyActions DEFAULT =
      new ForeignKeyActions("SIMPLE", "NO ACTION", "NO ACTION");
}
