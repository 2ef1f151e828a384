package io.safeddl.backfill.walk;

/**
 * One row, by the place of its version. Where it is written meanwhile it is there no more, and
 * somebody else's concern: the trigger's or the sweep's.
 *
 * @param place as type tid has it: {@code (12,3)}
 */
public record Row(String place) implements Piece {
  public Row {
    if (!place.matches("\\(\\d+,\\d+\\)")) {
      throw new IllegalArgumentException("no place of a row: " + place);
    }
  }

  @Override
  public String condition() {
    return "ctid = '" + place + "'::pg_catalog.tid";
  }
}
