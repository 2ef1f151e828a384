package io.safeddl.backfill.recipe;

import io.safeddl.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * An application on tables that point at each other: it makes files and their parts, gives files
 * other keys, which goes on to what points at them, and deletes them, with their parts. Each writer
 * keeps a book of its files, and of how many parts they have. Any error of its statements ends it.
 */
final class KeyWriters implements AutoCloseable {
  private final WriterPool<Integer> pool;

  /** Starts them. */
  KeyWriters(TestDatabase database, int count) {
    pool = new WriterPool<>(count);
    for (var i = 0; i < count; i++) {
      var owner = i + 1;
      pool.start(() -> write(database, owner));
    }
  }

  /** Waits until so many more transactions are done, or one of the writers is. */
  void await(long more) throws InterruptedException {
    pool.await(more);
  }

  private Map<Long, Integer> write(TestDatabase database, int owner)
      throws SQLException, InterruptedException {
    var book = new TreeMap<Long, Integer>();
    var random = new Random(owner);
    var next = owner * 10_000_000L;
    // Inside of a transaction pgjdbc prepares a statement anew by this alone (0A000).
    var properties = new Properties();
    properties.setProperty("autosave", "conservative");
    try (var connection = database.connect(properties)) {
      connection.setAutoCommit(false);
      while (pool.goesOn()) {
        step(connection, owner, book, random, next++);
        connection.commit();
        pool.rest();
      }
    }
    return book;
  }

  private static void step(
      Connection connection, int owner, Map<Long, Integer> book, Random random, long next)
      throws SQLException {
    if (book.size() < 20 || random.nextInt(3) == 0) {
      var parent = book.isEmpty() ? null : any(book, random);
      try (var insert =
          connection.prepareStatement(
              "INSERT INTO file (owner, parent) VALUES (?, ?) RETURNING id")) {
        insert.setInt(1, owner);
        insert.setObject(2, parent);
        try (var rows = insert.executeQuery()) {
          rows.next();
          var id = rows.getLong(1);
          var parts = random.nextInt(3);
          for (var i = 0; i < parts; i++) {
            update(connection, "INSERT INTO part (owner, file_id) VALUES (?, ?)", owner, id);
            update(connection, "INSERT INTO log (k, file_id) VALUES (?, ?)", i, id);
            update(connection, "INSERT INTO tag (owner, file_id) VALUES (?, ?)", owner, id);
          }
          book.put(id, parts);
        }
      }
      return;
    }
    var id = any(book, random);
    switch (random.nextInt(3)) {
      case 0 -> {
        update(connection, "UPDATE file SET id = ? WHERE id = ?", next, id);
        book.put(next, book.remove(id));
      }
      case 1 -> {
        update(connection, "DELETE FROM log WHERE file_id = ?", id);
        update(connection, "DELETE FROM file WHERE id = ?", id);
        book.remove(id);
      }
      default -> {
        update(connection, "INSERT INTO part (owner, file_id) VALUES (?, ?)", owner, id);
        update(
            connection,
            "INSERT INTO file (id, owner) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET label = 'x'",
            id,
            owner);
        book.merge(id, 1, Integer::sum);
      }
    }
  }

  private static long any(Map<Long, Integer> book, Random random) {
    return List.copyOf(book.keySet()).get(random.nextInt(book.size()));
  }

  private static void update(Connection connection, String sql, long first, long... more)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, first);
      for (var i = 0; i < more.length; i++) {
        statement.setLong(i + 2, more[i]);
      }
      statement.executeUpdate();
    }
  }

  /** Stops them; the files that there must be, and how many parts each has. */
  Map<Long, Integer> stop() throws InterruptedException, ExecutionException {
    return pool.stop();
  }

  @Override
  public void close() {
    pool.close();
  }
}
