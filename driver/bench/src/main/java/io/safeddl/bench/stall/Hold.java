package io.safeddl.bench.stall;

/** What holds the table while it is to be changed. */
enum Hold {
  /** A report that reads for a while: ACCESS SHARE. */
  READER("a reader for a while"),
  /** A transaction that has written one row and takes its time: ROW EXCLUSIVE. */
  WRITER("an open write for a while"),
  /** A reader that never ends. */
  ENDLESS_READER("a reader that never ends"),
  /** A prepared transaction that nobody commits: it has no process. */
  PREPARED_TRANSACTION("a prepared transaction"),
  /** An autovacuum worker in the middle of the table: SHARE UPDATE EXCLUSIVE. */
  AUTOVACUUM("autovacuum at work");

  private final String words;

  Hold(String words) {
    this.words = words;
  }

  /** True where the table is given back after a while. */
  boolean ends() {
    return this == READER || this == WRITER;
  }

  /** True where nothing but a human ends it. */
  boolean endless() {
    return this == ENDLESS_READER || this == PREPARED_TRANSACTION;
  }

  String words() {
    return words;
  }
}
