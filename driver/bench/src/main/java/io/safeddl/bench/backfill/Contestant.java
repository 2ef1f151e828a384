package io.safeddl.bench.backfill;

import io.safeddl.testing.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** A way to fill the new column of {@link Shape}, whose trigger is in place. */
interface Contestant {
  /** All of them; the first one is what the others are compared with. */
  List<Contestant> ALL =
      List.of(
          new OneUpdate(),
          new Keyset(1_000),
          new Keyset(10_000),
          new SafeDdlBackfill(1),
          new SafeDdlBackfill(2));

  /** Its name. */
  String name();

  /**
   * Fills the column.
   *
   * @param tool with the spec by which the trigger was made
   * @return the most memory of its process, in bytes; -1 where nobody knows
   */
  long fill(TestDatabase database, Shape shape, Tool tool)
      throws SQLException, IOException, InterruptedException;

  /** One statement for all rows. */
  record OneUpdate() implements Contestant {
    @Override
    public String name() {
      return "one UPDATE";
    }

    @Override
    public long fill(TestDatabase database, Shape shape, Tool tool) throws SQLException {
      try (var connection = database.connect();
          var statement = connection.createStatement()) {
        statement.executeUpdate("UPDATE entry SET amount_big = amount");
        return -1;
      }
    }
  }

  /** Batches in the order of the key, each a transaction: what most people write by hand. */
  record Keyset(int size) implements Contestant {
    @Override
    public String name() {
      return "keyset %,d".formatted(size);
    }

    @Override
    public long fill(TestDatabase database, Shape shape, Tool tool) throws SQLException {
      var type = shape.key().type();
      // Not "ORDER BY id": that is the column of the result, the text, and would sort all of them.
      var bound =
          "SELECT e.id::text FROM entry e WHERE e.id > ?::%s ORDER BY e.id OFFSET %d LIMIT 1"
              .formatted(type, size - 1);
      var update =
          "UPDATE entry SET amount_big = amount WHERE id > ?::%1$s AND id <= ?::%1$s"
              .formatted(type);
      var rest = "UPDATE entry SET amount_big = amount WHERE id > ?::%s".formatted(type);
      try (var connection = database.connect();
          var next = connection.prepareStatement(bound);
          var batch = connection.prepareStatement(update);
          var last = connection.prepareStatement(rest)) {
        var from = shape.key() == Shape.Key.INT ? "0" : "00000000-0000-0000-0000-000000000000";
        while (true) {
          next.setString(1, from);
          String to;
          try (var rows = next.executeQuery()) {
            if (!rows.next()) {
              break;
            }
            to = rows.getString(1);
          }
          batch.setString(1, from);
          batch.setString(2, to);
          batch.executeUpdate();
          from = to;
        }
        last.setString(1, from);
        last.executeUpdate();
        return -1;
      }
    }
  }

  /** The tool, by its defaults; the time includes the start of its process. */
  record SafeDdlBackfill(int workers) implements Contestant {
    @Override
    public String name() {
      return "SafeDDL, %d %s".formatted(workers, workers == 1 ? "worker" : "workers");
    }

    @Override
    public long fill(TestDatabase database, Shape shape, Tool tool)
        throws IOException, InterruptedException {
      return tool.run("run", "--workers", Integer.toString(workers));
    }
  }
}
