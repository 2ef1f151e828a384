package io.safeddl.backfill.run;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** All that an application may do to the table, and what it writes into its ledger with it. */
final class ProofActs {
  private static final int RANGE = 300;
  private static final int SPREAD = 200;
  private static final int COPIED = 3;

  private final ProofTraffic traffic;
  private final ProofTable table;
  private final ProofMode mode;
  private final Connection connection;
  private final Random random;

  ProofActs(ProofTraffic traffic, Connection connection, Random random) {
    this.traffic = traffic;
    this.table = traffic.table();
    this.mode = table.mode();
    this.connection = connection;
    this.random = random;
  }

  /** Something to do; tried again, it does the same. */
  record Act(String name, Body body) {
    void run() throws SQLException, InterruptedException {
      body.run();
    }

    boolean merges() {
      return name.equals("MERGE");
    }
  }

  interface Body {
    void run() throws SQLException, InterruptedException;
  }

  Act next() {
    var id = 1L + random.nextInt(table.rows());
    var n = number();
    return switch (random.nextInt(18)) {
      case 0, 1, 2 -> new Act("UPDATE of the source", () -> source(id, n));
      case 3 -> new Act("UPDATE ... RETURNING", () -> returning(id, n));
      case 4, 5 ->
          new Act(
              "UPDATE of another column",
              () -> execute("UPDATE t SET other = '" + n + "' WHERE id = " + id));
      case 6 -> new Act("UPDATE whose trigger changes the source", () -> bump(id));
      case 7 -> moveKey(id, random.nextBoolean() ? traffic.newKey() : -traffic.newKey());
      case 8 -> new Act("DELETE", () -> delete(" WHERE id = " + id));
      case 9 -> insert(traffic.newKey(), n);
      case 10 -> new Act("upsert", () -> upsert(id, n));
      case 11 -> copy();
      case 12 -> merge(id, n);
      case 13 -> new Act("to NULL and back in savepoints", () -> backAndForth(id, n));
      case 14 -> several(id, n);
      case 15 -> spread(random.nextInt(SPREAD), n);
      default -> new Act("SELECT", () -> look(id));
    };
  }

  private String number() {
    if (random.nextInt(10) == 0) {
      return "NULL";
    }
    return Long.toString(table.isWide() ? random.nextLong() : random.nextInt());
  }

  private void source(long id, String n) throws SQLException {
    change("UPDATE t SET " + mode.set(n) + " WHERE id = " + id, n);
  }

  /** The ledger gets a number for the rows that a statement has written. */
  private void change(String sql, String n) throws SQLException {
    execute(
        "WITH changed AS ("
            + sql
            + " RETURNING id) INSERT INTO ledger SELECT id, "
            + n
            + " FROM changed ON CONFLICT (id) DO UPDATE SET n = excluded.n");
  }

  /** Prepared in the server, with the type of the column in its result. */
  private void returning(long id, String n) throws SQLException {
    var sql =
        mode == ProofMode.MIRROR
            ? "UPDATE t SET n = CAST(? AS bigint) WHERE id = ? RETURNING n"
            : "UPDATE t SET (n, n_big) = (SELECT v, v FROM CAST(? AS bigint) v) WHERE id = ?"
                + " RETURNING n";
    try (var update = connection.prepareStatement(sql)) {
      update.setString(1, n.equals("NULL") ? null : n);
      update.setLong(2, id);
      try (var rows = update.executeQuery()) {
        if (!rows.next()) {
          return;
        }
        same(id, rows.getString(1), n.equals("NULL") ? null : n);
      }
    }
    execute("UPDATE ledger SET n = " + n + " WHERE id = " + id);
  }

  private void look(long id) throws SQLException {
    var sql = "SELECT t.n, l.n FROM t FULL JOIN ledger l ON l.id = t.id WHERE t.id = ? OR l.id = ?";
    try (var select = connection.prepareStatement(sql)) {
      select.setLong(1, id);
      select.setLong(2, id);
      try (var rows = select.executeQuery()) {
        if (rows.next()) {
          same(id, rows.getString(1), rows.getString(2));
        }
      }
    }
  }

  /** What the application reads is what it wrote, at any time. */
  private void same(long id, @Nullable String is, @Nullable String wanted) {
    if (is == null ? wanted != null : !is.equals(wanted)) {
      throw new IllegalStateException("row " + id + " reads " + is + ", written was " + wanted);
    }
    traffic.looked();
  }

  private void bump(long id) throws SQLException {
    if (mode == ProofMode.MIRROR && update("UPDATE t SET other = 'bump' WHERE id = " + id) > 0) {
      execute("UPDATE ledger SET n = COALESCE(n, 0) # 1 WHERE id = " + id);
    }
  }

  private Act moveKey(long id, long to) {
    // Forwards or backwards, over whatever cursor there is.
    return new Act(
        "UPDATE of the key",
        () -> {
          if (update("UPDATE t SET id = " + to + " WHERE id = " + id) > 0) {
            execute("UPDATE ledger SET id = " + to + " WHERE id = " + id);
          }
        });
  }

  private void delete(String rows) throws SQLException {
    execute(
        "WITH gone AS (DELETE FROM t"
            + rows
            + " RETURNING id)"
            + " DELETE FROM ledger WHERE id IN (SELECT id FROM gone)");
  }

  private Act insert(long key, String n) {
    return new Act(
        "INSERT",
        () ->
            change(
                "INSERT INTO t " + mode.columns() + " VALUES " + mode.values("" + key, n, "new"),
                n));
  }

  private void upsert(long id, String n) throws SQLException {
    change(
        "INSERT INTO t "
            + mode.columns()
            + " VALUES "
            + mode.values("" + id, n, "up")
            + " ON CONFLICT (id) DO UPDATE SET "
            + mode.set("excluded.n"),
        n);
  }

  private Act copy() {
    var text = new StringBuilder();
    var ledger = new StringBuilder();
    for (var i = 0; i < COPIED; i++) {
      var key = traffic.newKey();
      var n = random.nextInt();
      text.append(key).append('\t').append(n);
      text.append(mode == ProofMode.DUAL ? "\t" + n : "").append("\tcopy\n");
      ledger.append(i == 0 ? "(" : ", (").append(key).append(", ").append(n).append(')');
    }
    var rows = text.toString().getBytes(StandardCharsets.UTF_8);
    return new Act(
        "COPY",
        () -> {
          execute("INSERT INTO ledger VALUES " + ledger);
          try {
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY t " + mode.columns() + " FROM STDIN", new ByteArrayInputStream(rows));
          } catch (IOException e) {
            throw new SQLException("COPY", "08006", e);
          }
        });
  }

  private Act merge(long id, String n) {
    if (table.major() < 15) {
      return new Act("upsert", () -> upsert(id, n));
    }
    var value = "CAST(" + n + " AS bigint)";
    return new Act(
        "MERGE",
        () -> {
          execute(
              "MERGE INTO t USING (SELECT "
                  + id
                  + " AS id, "
                  + value
                  + " AS n) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET "
                  + mode.set("s.n")
                  + " WHEN NOT MATCHED THEN INSERT "
                  + mode.columns()
                  + " VALUES "
                  + (mode == ProofMode.DUAL ? "(s.id, s.n, s.n, 'm')" : "(s.id, s.n, 'm')"));
          execute(
              "INSERT INTO ledger VALUES ("
                  + id
                  + ", "
                  + n
                  + ") ON CONFLICT (id) DO UPDATE SET n = excluded.n");
        });
  }

  private void backAndForth(long id, String n) throws SQLException {
    source(id, "NULL");
    execute("SAVEPOINT s");
    source(id, "17");
    if (random.nextBoolean()) {
      execute("ROLLBACK TO SAVEPOINT s");
    } else {
      execute("RELEASE SAVEPOINT s");
    }
    if (random.nextBoolean()) {
      source(id, n);
    }
  }

  private Act several(long id, String n) {
    var kind = random.nextInt(4);
    if (kind == 0) {
      var rows = "generate_series(" + id + ", " + (id + RANGE) + ") g";
      var values = mode == ProofMode.DUAL ? "g, " + n + ", " + n + ", 'm'" : "g, " + n + ", 'm'";
      return new Act(
          "INSERT of many",
          () ->
              change(
                  "INSERT INTO t "
                      + mode.columns()
                      + " SELECT "
                      + values
                      + " FROM "
                      + rows
                      + " ON CONFLICT DO NOTHING",
                  n));
    }
    if (kind > 1) {
      var lock = " WHERE id BETWEEN " + id + " AND " + (id + 3) + " ORDER BY id FOR UPDATE";
      return new Act(
          "SELECT FOR UPDATE",
          () -> {
            execute("SELECT 1 FROM t" + lock);
            Thread.sleep(random.nextInt(120));
          });
    }
    return new Act(
        "DELETE of a range",
        () -> {
          delete(" WHERE id BETWEEN " + id + " AND " + (id + RANGE));
          Thread.sleep(random.nextInt(400));
        });
  }

  /** Some row wherever the walk may be, and it has to wait for it. */
  private Act spread(int part, String n) {
    var rows = " WHERE id % " + SPREAD + " = " + part;
    return new Act(
        "UPDATE of many",
        () -> {
          change("UPDATE t SET " + mode.set(n) + rows, n);
          Thread.sleep(random.nextInt(80));
        });
  }

  private int update(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
