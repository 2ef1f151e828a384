package io.safeddl.backfill.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of an application at work, each with a book of what it has written, by key. Any error
 * ends a writer, and is told at the stop.
 */
final class WriterPool<V> implements AutoCloseable {
  /** It leaves the machine to those whom it waits for. */
  private static final long PAUSE_MILLIS = 3;

  private final ExecutorService pool;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong done = new AtomicLong();
  private final List<Future<Map<Long, V>>> books = new ArrayList<>();

  WriterPool(int count) {
    pool = Executors.newFixedThreadPool(count);
  }

  /** Starts one. */
  void start(Callable<Map<Long, V>> writer) {
    books.add(pool.submit(writer));
  }

  /** Whether a writer shall go on. */
  boolean goesOn() {
    return !stop.get();
  }

  /** A writer has done something, and rests. */
  void rest() throws InterruptedException {
    done.incrementAndGet();
    Thread.sleep(PAUSE_MILLIS);
  }

  /** How much has been done. */
  long done() {
    return done.get();
  }

  /** Waits until so much more is done, or one of the writers is. */
  void await(long more) throws InterruptedException {
    var until = done() + more;
    while (done() < until && books.stream().noneMatch(Future::isDone)) {
      Thread.sleep(5);
    }
  }

  /** Stops them; what is in all books. */
  Map<Long, V> stop() throws InterruptedException, ExecutionException {
    stop.set(true);
    var all = new TreeMap<Long, V>();
    for (var book : books) {
      all.putAll(book.get());
    }
    return all;
  }

  @Override
  public void close() {
    stop.set(true);
    pool.shutdownNow();
  }
}
