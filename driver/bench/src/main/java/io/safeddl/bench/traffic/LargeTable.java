package io.safeddl.bench.traffic;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The large table that the application lives on: {@code orders}, about 100 bytes a row. */
public final class LargeTable {
  /** Its name. */
  public static final String NAME = "orders";

  static final String SELECT_BY_KEY = "SELECT id, status, amount FROM orders WHERE id = ?";
  static final String UPDATE_BY_KEY =
      "UPDATE orders SET status = 'paid', updated_at = now() WHERE id = ?";

  /** A write to a row that no client touches: it holds ROW EXCLUSIVE on the table, and no more. */
  public static final String UPDATE_APART = "UPDATE orders SET status = 'held' WHERE id = 0";

  private LargeTable() {}

  /** Creates and fills the table, with its customers, and leaves it vacuumed and analyzed. */
  public static void create(Connection connection, long rows) throws SQLException {
    var statements =
        List.of(
            """
            CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL)
            """,
            """
            INSERT INTO customers SELECT g, 'customer ' || g FROM generate_series(1, 1000) g
            """,
            """
            CREATE TABLE orders (
              id integer NOT NULL,
              customer_id integer NOT NULL,
              status text,
              amount numeric(12, 2) NOT NULL,
              reference text NOT NULL,
              updated_at timestamptz NOT NULL DEFAULT now())
            """,
            """
            INSERT INTO orders (id, customer_id, status, amount, reference)
            SELECT g, 1 + g %% 1000, 'new', g %% 100000 / 100.0, md5(g::text)
            FROM generate_series(0, %d) g
            """
                .formatted(rows),
            "ALTER TABLE orders ADD PRIMARY KEY (id)",
            "VACUUM (FREEZE, ANALYZE) orders, customers",
            "CHECKPOINT");
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
