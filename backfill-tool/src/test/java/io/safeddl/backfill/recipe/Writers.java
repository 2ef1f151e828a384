package io.safeddl.backfill.recipe;

import io.safeddl.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * An application at work: each writer has rows of its own, told apart by the column owner, and
 * keeps a book of what it has written. Any error of its statements ends it.
 */
final class Writers implements AutoCloseable {
  private final WriterPool<Long> pool;

  /** Starts them. */
  Writers(TestDatabase database, String table, int count) {
    pool = new WriterPool<>(count);
    for (var i = 0; i < count; i++) {
      var owner = i + 1;
      pool.start(() -> write(database, table, owner));
    }
  }

  /** How many statements have been run. */
  long done() {
    return pool.done();
  }

  /** Waits until each has written for a while. */
  void await(long more) throws InterruptedException {
    pool.await(more);
  }

  private Map<Long, Long> write(TestDatabase database, String table, int owner)
      throws SQLException, InterruptedException {
    var book = new TreeMap<Long, Long>();
    var random = new Random(owner);
    try (var connection = database.connect()) {
      while (pool.goesOn()) {
        step(connection, table, owner, book, random);
        pool.rest();
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
    return pool.stop();
  }

  @Override
  public void close() {
    pool.close();
  }
}
