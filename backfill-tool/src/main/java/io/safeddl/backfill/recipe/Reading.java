package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.TableName;
import java.util.concurrent.atomic.AtomicLong;

/** How far a reading of all rows has come; for whoever wants to look at it meanwhile. */
public final class Reading {
  private final TableName table;
  private final AtomicLong blocks = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong found = new AtomicLong();

  private volatile Runnable end = () -> {};

  /** That of a table. */
  public Reading(TableName table) {
    this.table = table;
  }

  void expect(long more) {
    blocks.addAndGet(more);
  }

  void read(long more, long foundByNow) {
    done.addAndGet(more);
    found.set(foundByNow);
  }

  /** All is read, and what was found is about to be told. */
  void over() {
    end.run();
  }

  /** What is done when all is read, before what was found is told. */
  public void whenOver(Runnable then) {
    end = then;
  }

  /** What is read. */
  public TableName table() {
    return table;
  }

  /** How much there is to read, in blocks; more where partitions come, or rows are moved. */
  public long blocks() {
    return blocks.get();
  }

  /** How many of them are read. */
  public long done() {
    return done.get();
  }

  /** How many rows are not as they have to be. */
  public long found() {
    return found.get();
  }
}
