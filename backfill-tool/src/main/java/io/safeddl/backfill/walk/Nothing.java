package io.safeddl.backfill.walk;

/** No row: where rows were written one by one, what is left is to say how far the chunk is. */
public record Nothing() implements Piece {
  @Override
  public String condition() {
    return "false";
  }
}
