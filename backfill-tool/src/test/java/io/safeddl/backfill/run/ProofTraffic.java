package io.safeddl.backfill.run;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The application of a round: its writers, and what they know of each other. */
final class ProofTraffic implements AutoCloseable {
  private final ProofTable table;
  private final ExecutorService pool;
  private final List<Future<?>> writers = new ArrayList<>();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong keys;
  private final LongAdder committed = new LongAdder();
  private final LongAdder looks = new LongAdder();
  private final Map<String, LongAdder> retries = new ConcurrentHashMap<>();
  private final AtomicInteger crashes = new AtomicInteger();
  private volatile boolean down;

  ProofTraffic(ProofTable table, int writers, Random random) {
    this.table = table;
    this.keys = new AtomicLong(10L * table.rows());
    this.pool = Executors.newFixedThreadPool(writers);
    for (var i = 0; i < writers; i++) {
      this.writers.add(pool.submit(new ProofWriter(this, i, random.nextLong())));
    }
  }

  ProofTable table() {
    return table;
  }

  boolean isOver() {
    return stop.get();
  }

  /** A key that nobody has had. */
  long newKey() {
    return keys.incrementAndGet();
  }

  /** From here on sessions may be lost, until {@link #up}. */
  void goingDown() {
    down = true;
    crashes.incrementAndGet();
  }

  void up() {
    down = false;
  }

  boolean isDown() {
    return down;
  }

  int crashes() {
    return crashes.get();
  }

  void committed() {
    committed.increment();
  }

  void looked() {
    looks.increment();
  }

  void retried(String sqlState) {
    retries.computeIfAbsent(sqlState, it -> new LongAdder()).increment();
  }

  /** Transactions that were committed. */
  long transactions() {
    return committed.sum();
  }

  /** Rows that were compared with the ledger on the way. */
  long looks() {
    return looks.sum();
  }

  /** How often the application had to try again, by SQLSTATE. */
  Map<String, Long> retries() {
    var sums = new TreeMap<String, Long>();
    retries.forEach((state, count) -> sums.put(state, count.sum()));
    return sums;
  }

  /**
   * Lets it go on for a while.
   *
   * @throws java.util.concurrent.ExecutionException what a writer did not expect
   */
  void goOn(int transactions) throws Exception {
    var until = transactions() + transactions;
    while (transactions() < until) {
      failIfOneHas();
      Thread.sleep(10);
    }
  }

  void failIfOneHas() throws Exception {
    for (var writer : writers) {
      if (writer.isDone()) {
        writer.get();
      }
    }
  }

  /** Ends it, and ends what was left in doubt. */
  void end() throws Exception {
    stop.set(true);
    for (var writer : writers) {
      writer.get(60, TimeUnit.SECONDS);
    }
    settle();
  }

  private void settle() throws SQLException {
    table.settle();
  }

  @Override
  public void close() {
    stop.set(true);
    pool.shutdownNow();
    try {
      pool.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
