package io.safeddl.effect;

import java.util.Locale;

/** The table-level lock modes, weakest first (manual section 13.3.1, table 13.2). */
public enum LockMode {
  ACCESS_SHARE(0, 0b1000_0000),
  ROW_SHARE(1, 0b1100_0000),
  ROW_EXCLUSIVE(2, 0b1111_0000),
  SHARE_UPDATE_EXCLUSIVE(3, 0b1111_1000),
  SHARE(4, 0b1110_1100),
  SHARE_ROW_EXCLUSIVE(5, 0b1111_1100),
  EXCLUSIVE(6, 0b1111_1110),
  ACCESS_EXCLUSIVE(7, 0b1111_1111);

  private final int rank;

  /** Bit n is set where this mode conflicts with the mode of rank n. */
  private final int conflicts;

  LockMode(int rank, int conflicts) {
    this.rank = rank;
    this.conflicts = conflicts;
  }

  /** True where the two cannot be held by different transactions at once. */
  public boolean conflictsWith(LockMode other) {
    return (conflicts & (1 << other.rank)) != 0;
  }

  /** A strong lock stops writers: it conflicts with ROW EXCLUSIVE. */
  public boolean isStrong() {
    return conflictsWith(ROW_EXCLUSIVE);
  }

  /** True where readers are stopped too. */
  public boolean blocksReads() {
    return conflictsWith(ACCESS_SHARE);
  }

  /** The stronger of the two, in the order of the manual's table. */
  public LockMode or(LockMode other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** As the manual writes it and LOCK TABLE takes it: {@code SHARE ROW EXCLUSIVE}. */
  public String sql() {
    return name().replace('_', ' ');
  }

  /** As {@code pg_locks.mode} shows it: {@code ShareRowExclusiveLock}. */
  public static LockMode ofPgLocks(String mode) {
    for (LockMode candidate : values()) {
      if (mode.equalsIgnoreCase(candidate.name().replace("_", "") + "lock")) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("not a table lock mode: " + mode.toLowerCase(Locale.ROOT));
  }

  /** From the manual's spelling, in any case. */
  public static LockMode ofSql(String mode) {
    return valueOf(mode.trim().toUpperCase(Locale.ROOT).replaceAll("\\s+", "_"));
  }
}
