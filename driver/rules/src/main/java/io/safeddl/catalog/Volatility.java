package io.safeddl.catalog;

/** A function's volatility (manual section 36.7); UNKNOWN is judged as VOLATILE. */
public enum Volatility {
  IMMUTABLE,
  STABLE,
  VOLATILE,
  UNKNOWN;

  /** The worse of the two. */
  public Volatility or(Volatility other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** True where a default of this kind must be computed row by row. */
  public boolean perRow() {
    return this == VOLATILE || this == UNKNOWN;
  }
}
