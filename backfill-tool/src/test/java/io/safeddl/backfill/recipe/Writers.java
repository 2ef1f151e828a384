package io.safeddl.backfill.recipe;

import io.safeddl.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An application at work: each writer has rows of its own, told apart by the column owner, and
 * keeps a book of what it has written. Any error of its statements ends it.
 */
final class Writers implements AutoCloseable {
  /** It leaves the machine to those whom it waits for. */
  private static final long PAUSE_MILLIS = 3;

  private final ExecutorService pool;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong done = new AtomicLong();
  private final List<Future<Map<Long, Long>>> books = new ArrayList<>();

  /** Starts them. */
  Writers(TestDatabase database, String table, int count) {
    pool = Executors.newFixedThreadPool(count);
    for (var i = 0; i < count; i++) {
      var owner = i + 1;
      Callable<Map<Long, Long>> writer = () -> write(database, table, owner);
      books.add(pool.submit(writer));
    }
  }

  /** How many statements have been run. */
  long done() {
    return done.get();
  }

  /** Waits until each has written for a while. */
  void await(long more) throws InterruptedException {
    var until = done() + more;
    while (done() < until && books.stream().noneMatch(Future::isDone)) {
      Thread.sleep(5);
    }
  }

  private Map<Long, Long> write(TestDatabase database, String table, int owner)
      throws SQLException, InterruptedException {
    var book = new TreeMap<Long, Long>();
    var random = new Random(owner);
    try (var connection = database.connect()) {
      while (!stop.get()) {
        step(connection, table, owner, book, random);
        done.incrementAndGet();
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    return book;
  }

  private static void step(
      Connection connection, String table, int owner, Map<Long, Long> book, Random random)
      throws SQLException {
    long size = random.nextInt(20_000);
    if (book.size() < 50 || random.nextInt(3) == 0) {
      try (var insert =
          connection.prepareStatement(
              "INSERT INTO " + table + " (owner, size) VALUES (?, ?) RETURNING id")) {
        insert.setInt(1, owner);
        insert.setLong(2, size);
        try (var rows = insert.executeQuery()) {
          rows.next();
          book.put(rows.getLong(1), size);
        }
      }
      return;
    }
    var ids = List.copyOf(book.keySet());
    long id = ids.get(random.nextInt(ids.size()));
    if (random.nextInt(4) == 0) {
      try (var delete = connection.prepareStatement("DELETE FROM " + table + " WHERE id = ?")) {
        delete.setLong(1, id);
        delete.executeUpdate();
        book.remove(id);
      }
      return;
    }
    try (var update =
        connection.prepareStatement("UPDATE " + table + " SET size = ? WHERE id = ?")) {
      update.setLong(1, size);
      update.setLong(2, id);
      update.executeUpdate();
      book.put(id, size);
    }
  }

  /** Stops them; what they have written, by id. */
  Map<Long, Long> stop() throws InterruptedException, ExecutionException {
    stop.set(true);
    var all = new TreeMap<Long, Long>();
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
