package io.safeddl.backfill.run;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;

/**
 * An application: it does everything that one may do to a table, at random, and keeps a ledger of
 * the source by key in the same transactions. The ledger knows nothing of the tool.
 */
final class ProofWriter implements Runnable {
  /** What an application of many sessions gets anyway, and tries again. */
  private static final Set<String> ITS_OWN =
      Set.of(
          "40001", "40P01", "23505", "55P03", "57P01", "57P02", "57P03", "08006", "08001", "08003");

  private static final int KINDS = 15;
  private static final int RANGE = 300;

  private final ProofTable table;
  private final int number;
  private final Random random;
  private final AtomicBoolean stop;
  private final AtomicLong keys;
  private long done;

  ProofWriter(ProofTable table, int number, long seed, AtomicBoolean stop, AtomicLong keys) {
    this.table = table;
    this.number = number;
    this.random = new Random(seed);
    this.stop = stop;
    this.keys = keys;
  }

  long done() {
    return done;
  }

  @Override
  public void run() {
    while (!stop.get()) {
      try (var connection = table.scene().connect()) {
        while (!stop.get()) {
          act(connection);
          Thread.sleep(random.nextInt(4));
        }
      } catch (SQLException e) {
        // The server may be down; anything else is a finding of its own.
        if (!ITS_OWN.contains(String.valueOf(e.getSQLState()))) {
          throw new IllegalStateException("the application gets " + e.getSQLState(), e);
        }
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void act(Connection connection) throws SQLException, InterruptedException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(
        switch (random.nextInt(6)) {
          case 0 -> Connection.TRANSACTION_REPEATABLE_READ;
          case 1 -> Connection.TRANSACTION_SERIALIZABLE;
          default -> Connection.TRANSACTION_READ_COMMITTED;
        });
    try {
      var kind = random.nextInt(KINDS);
      if (random.nextInt(8) == 0) {
        // A snapshot that is older than what it will write over.
        execute(connection, "SELECT count(*) FROM ledger WHERE id < 10");
        Thread.sleep(random.nextInt(150));
      }
      act(connection, kind);
      finish(connection);
      done++;
    } catch (SQLException e) {
      if (!ITS_OWN.contains(String.valueOf(e.getSQLState()))) {
        throw e;
      }
      connection.rollback();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private void finish(Connection connection) throws SQLException, InterruptedException {
    switch (random.nextInt(10)) {
      case 0 -> {
        Thread.sleep(random.nextInt(60));
        connection.rollback();
      }
      case 1 -> twoPhases(connection);
      case 2 -> {
        Thread.sleep(random.nextInt(60));
        connection.commit();
      }
      default -> connection.commit();
    }
  }

  private void twoPhases(Connection connection) throws SQLException, InterruptedException {
    var name = "'w" + number + "_" + keys.incrementAndGet() + "'";
    execute(connection, "PREPARE TRANSACTION " + name);
    connection.setAutoCommit(true);
    Thread.sleep(random.nextInt(60));
    execute(connection, (random.nextBoolean() ? "COMMIT" : "ROLLBACK") + " PREPARED " + name);
  }

  private void act(Connection connection, int kind) throws SQLException, InterruptedException {
    var id = 1L + random.nextInt(table.rows());
    var n = random.nextInt(10) == 0 ? "NULL::int" : Integer.toString(random.nextInt());
    var mode = table.mode();
    switch (kind) {
      case 0, 1, 2 -> change(connection, "UPDATE t SET " + mode.set(n) + " WHERE id = " + id);
      case 3, 4 -> change(connection, "UPDATE t SET other = '" + n + "' WHERE id = " + id);
      case 5 -> {
        if (mode == ProofMode.MIRROR) {
          // Another trigger changes the source, which the statement does not name.
          change(connection, "UPDATE t SET other = 'bump' WHERE id = " + id);
        }
      }
      case 6 -> moveKey(connection, id);
      case 7 -> {
        if (execute(connection, "DELETE FROM t WHERE id = " + id) > 0) {
          execute(connection, "DELETE FROM ledger WHERE id = " + id);
        }
      }
      case 8 ->
          change(
              connection,
              "INSERT INTO t "
                  + mode.columns()
                  + " VALUES "
                  + mode.values(keys.incrementAndGet(), n, "new"));
      case 9 ->
          change(
              connection,
              "INSERT INTO t "
                  + mode.columns()
                  + " VALUES "
                  + mode.values(id, n, "up")
                  + " ON CONFLICT (id) DO UPDATE SET "
                  + mode.set("excluded.n"));
      case 10 -> copy(connection);
      case 11 -> merge(connection, id, n);
      case 12 -> backAndForth(connection, id, n);
      case 13 -> lockOrDelete(connection, id);
      case 14 -> {
        // Some row wherever the walk may be, and it has to wait for it.
        var spread = " WHERE id % 200 = " + random.nextInt(200);
        if (random.nextBoolean()) {
          change(connection, "UPDATE t SET " + mode.set(n) + spread);
        } else {
          execute(connection, "SELECT 1 FROM t" + spread + " ORDER BY id FOR UPDATE");
        }
        Thread.sleep(random.nextInt(80));
      }
      default -> throw new IllegalStateException("kind " + kind);
    }
  }

  /** The ledger gets what the server made of it. */
  private void change(Connection connection, String sql) throws SQLException {
    execute(
        connection,
        "WITH changed AS ("
            + sql
            + " RETURNING id, n) INSERT INTO ledger SELECT id, n FROM changed"
            + " ON CONFLICT (id) DO UPDATE SET n = excluded.n");
  }

  private void moveKey(Connection connection, long id) throws SQLException {
    // Forwards or backwards, over whatever cursor there is.
    var to = random.nextBoolean() ? keys.incrementAndGet() : -keys.incrementAndGet();
    if (execute(connection, "UPDATE t SET id = " + to + " WHERE id = " + id) > 0) {
      execute(connection, "UPDATE ledger SET id = " + to + " WHERE id = " + id);
    }
  }

  private void copy(Connection connection) throws SQLException {
    var first = keys.addAndGet(3);
    var text = new StringBuilder();
    for (var key = first - 2; key <= first; key++) {
      var n = random.nextInt();
      text.append(key)
          .append('\t')
          .append(n)
          .append(table.mode() == ProofMode.DUAL ? "\t" + n : "");
      text.append("\tcopy\n");
      execute(connection, "INSERT INTO ledger VALUES (" + key + ", " + n + ")");
    }
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY t " + table.mode().columns() + " FROM STDIN",
              new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void merge(Connection connection, long id, String n) throws SQLException {
    if (table.major() < 15) {
      return;
    }
    execute(
        connection,
        "MERGE INTO t USING (SELECT "
            + id
            + " AS id, "
            + n
            + " AS n) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET "
            + table.mode().set("s.n")
            + " WHEN NOT MATCHED THEN INSERT "
            + table.mode().columns()
            + " VALUES "
            + (table.mode() == ProofMode.DUAL ? "(s.id, s.n, s.n, 'm')" : "(s.id, s.n, 'm')"));
    execute(
        connection,
        "INSERT INTO ledger SELECT id, n FROM t WHERE id = "
            + id
            + " ON CONFLICT (id) DO UPDATE SET n = excluded.n");
  }

  private void backAndForth(Connection connection, long id, String n) throws SQLException {
    var mode = table.mode();
    change(connection, "UPDATE t SET " + mode.set("NULL::int") + " WHERE id = " + id);
    execute(connection, "SAVEPOINT s");
    change(connection, "UPDATE t SET " + mode.set("17") + " WHERE id = " + id);
    if (random.nextBoolean()) {
      execute(connection, "ROLLBACK TO SAVEPOINT s");
    }
    change(connection, "UPDATE t SET " + mode.set(n) + " WHERE id = " + id);
  }

  private void lockOrDelete(Connection connection, long id)
      throws SQLException, InterruptedException {
    if (random.nextInt(6) > 0) {
      execute(
          connection,
          "SELECT 1 FROM t WHERE id BETWEEN "
              + id
              + " AND "
              + (id + 3)
              + " ORDER BY id FOR UPDATE");
      Thread.sleep(random.nextInt(120));
      return;
    }
    var range = " WHERE id BETWEEN " + id + " AND " + (id + RANGE);
    execute(connection, "DELETE FROM t" + range);
    execute(connection, "DELETE FROM ledger" + range);
    Thread.sleep(random.nextInt(60));
  }

  private static int execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.execute(sql) ? 0 : statement.getUpdateCount();
    }
  }
}
