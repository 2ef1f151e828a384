package io.safeddl.check.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.safeddl.check.Cli;
import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Migrations of random statements, run by Flyway as they are and as {@code --fix} writes them,
 * leave the same schema. {@code -Dsafeddl.fix.seeds=200} tries more of them.
 */
class FixedSchemaTest {
  private static final int SEEDS = Integer.getInteger("safeddl.fix.seeds", 3);
  private static final int STATEMENTS = 5;

  /** Kept, so that its level stays. */
  private static final Logger LOGGER = Logger.getLogger("org.flywaydb");

  private static final String TABLES =
      """
      CREATE TABLE customers (id bigint PRIMARY KEY, name text);
      CREATE TABLE orders (id bigint, customer_id bigint, amount numeric, note text, at date);
      CREATE INDEX orders_at ON orders (at);
      CREATE TABLE "Order Lines" (id bigint, "order" bigint);
      CREATE TABLE events (at date, id bigint NOT NULL) PARTITION BY RANGE (at, id);
      CREATE INDEX ON events (at);
      CREATE TABLE events_2026 (at date, id bigint NOT NULL);
      """;

  private static final List<String> CHANGES =
      List.of(
          "ALTER TABLE orders ADD COLUMN state text",
          "alter table orders add column total numeric default 0 check (total >= 0)",
          "ALTER TABLE orders ADD COLUMN agent bigint REFERENCES customers",
          "ALTER TABLE orders ADD COLUMN code text UNIQUE",
          "CREATE INDEX ON orders (amount)",
          "CREATE INDEX orders_note ON public.orders USING btree (note) WHERE note IS NOT NULL",
          "create unique index if not exists orders_u on orders (id, at) -- two columns",
          "CREATE INDEX ON \"Order Lines\" (\"order\" DESC NULLS LAST)",
          "DROP INDEX orders_at",
          "DROP INDEX IF EXISTS orders_at",
          "REINDEX TABLE orders",
          "ALTER TABLE orders ADD CHECK (amount > 0)",
          "ALTER TABLE orders ADD CHECK (amount > 0 OR note IS NULL)",
          "ALTER TABLE public.orders ADD CONSTRAINT amount_ok CHECK (amount < 1000) NOT VALID",
          "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers ON DELETE CASCADE",
          "ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id)",
          "ALTER TABLE orders ADD PRIMARY KEY (id)",
          "ALTER TABLE orders ADD UNIQUE (note, at)",
          "ALTER TABLE ONLY \"Order Lines\" ADD CONSTRAINT \"One\" UNIQUE (id) DEFERRABLE",
          "ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL",
          "ALTER TABLE orders ALTER amount SET NOT NULL, ADD CHECK (id > 0), ALTER note SET DEFAULT ''",
          "ALTER TABLE orders ALTER COLUMN note DROP DEFAULT",
          "ALTER TABLE orders RENAME COLUMN note TO remark",
          "INSERT INTO customers VALUES (1, 'a')",
          "UPDATE orders SET amount = 1 WHERE id = 1",
          "ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01', 0) TO ('2027-01-01', 0)",
          "COMMENT ON TABLE orders IS 'all; of them'",
          "CREATE TABLE fresh (id bigint PRIMARY KEY, a int)",
          "CREATE INDEX ON fresh (a)",
          "CREATE VIEW busy AS SELECT id FROM orders",
          "SET search_path TO public",
          "SET LOCAL statement_timeout = '1min'",
          "SET lock_timeout = '1s'",
          "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$");

  @TempDir private Path directory;

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (var seed = 0L; seed < SEEDS; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theSchemaIsTheSame(long seed) throws Exception {
    LOGGER.setLevel(Level.OFF);
    var change = change(new Random(seed));
    var original = folder("original", change);
    var folder = folder("fixed", change);
    var result = Cli.run(Map.of(), "", "--fix", "--fail-on=never", folder.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    try (var plain = TestPostgres.server().createDatabase();
        var safe = TestPostgres.server().createDatabase()) {
      assumeTrue(migrates(original, plain), "two of the statements contradict each other");
      assertThat(migrates(folder, safe)).as("%s%n%s", change, result.err()).isTrue();
      assertThat(projection(safe).differencesTo(projection(plain)))
          .as("%s%n%s", change, result.err())
          .isEmpty();
    }
  }

  private static String change(Random random) {
    var chosen = new LinkedHashSet<String>();
    while (chosen.size() < STATEMENTS) {
      chosen.add(CHANGES.get(random.nextInt(CHANGES.size())));
    }
    return String.join("\n;\n", chosen) + "\n";
  }

  private Path folder(String name, String change) throws IOException {
    var folder = Files.createDirectory(directory.resolve(name));
    Files.writeString(folder.resolve("V1__tables.sql"), TABLES);
    Files.writeString(folder.resolve("V2__change.sql"), change);
    return folder;
  }

  private static boolean migrates(Path folder, TestDatabase database) {
    try {
      FlywayRun.migrate(folder, database);
      return true;
    } catch (FlywayException e) {
      return false;
    }
  }

  private static SchemaProjection projection(TestDatabase database) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE flyway_schema_history");
      return SchemaProjection.of(connection);
    }
  }
}
