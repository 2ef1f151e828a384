package io.safeddl.backfill.run;

/** Who keeps the two columns the same while the table is filled. */
enum ProofMode {
  /** The trigger does. */
  MIRROR,
  /** The application writes both; the tool fills what is empty, without a trigger. */
  DUAL;

  /** The table's part of the spec. */
  String spec() {
    return this == MIRROR
        ? "columns: [{from: n, to: n_big, type: bigint}]"
        : "set: {n_big: n}\nwhere: n_big is null and n is not null";
  }

  /** What an application sets to give a row this number. */
  String set(String number) {
    return this == MIRROR ? "n = " + number : "n = " + number + ", n_big = " + number;
  }

  /** The columns, and the values behind them, of a row with this number. */
  String columns() {
    return this == MIRROR ? "(id, n, other)" : "(id, n, n_big, other)";
  }

  String values(String id, String number, String other) {
    return this == MIRROR
        ? "(" + id + ", " + number + ", '" + other + "')"
        : "(" + id + ", " + number + ", " + number + ", '" + other + "')";
  }
}
