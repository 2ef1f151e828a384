package io.safeddl.bench.backfill;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table of about 130 bytes a row, whose {@code amount} runs out of numbers.
 *
 * @param indexes how many there are beside that of the key: 0, 1 or 5
 */
record Shape(long rows, Key key, int indexes) {
  static final String TABLE = "entry";

  private static final List<String> INDEXED =
      List.of("reference", "label", "created_at", "account", "state, created_at");

  /** The type of the primary key. */
  enum Key {
    INT("integer", "g"),
    UUID("uuid", "md5(g::text)::uuid");

    private final String type;
    private final String value;

    Key(String type, String value) {
      this.type = type;
      this.value = value;
    }

    /** The key's type. */
    String type() {
      return type;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Shape {
    if (indexes < 0 || indexes > INDEXED.size()) {
      throw new IllegalArgumentException("indexes: from 0 to " + INDEXED.size());
    }
  }

  /** Creates and fills it, and leaves it vacuumed and analyzed. */
  void create(Connection connection) throws SQLException {
    var statements = new ArrayList<String>();
    statements.add(
        """
        CREATE TABLE entry (
          id %s NOT NULL,
          amount integer NOT NULL,
          account integer NOT NULL,
          state smallint NOT NULL,
          created_at timestamptz NOT NULL,
          reference uuid NOT NULL,
          label text NOT NULL)
          WITH (autovacuum_enabled = off)
        """
            .formatted(key.type));
    statements.add(
        """
        INSERT INTO entry
        SELECT %s, g, g %% 50000, g %% 5, timestamptz '2020-01-01' + g * interval '1 second',
               md5('r' || g)::uuid, md5('l' || g)
        FROM generate_series(1, %d) g
        """
            .formatted(key.value, rows));
    statements.add("ALTER TABLE entry ADD PRIMARY KEY (id)");
    INDEXED.subList(0, indexes).forEach(it -> statements.add("CREATE INDEX ON entry (" + it + ")"));
    statements.add("VACUUM (FREEZE, ANALYZE) entry");
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  String words() {
    return "%,d rows, %s key, %d %s"
        .formatted(rows, key, indexes, indexes == 1 ? "index" : "indexes");
  }
}
