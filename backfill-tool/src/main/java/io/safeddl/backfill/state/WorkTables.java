package io.safeddl.backfill.state;

import io.safeddl.backfill.target.Database;
import io.safeddl.sql.Identifiers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;

/** The tables by which the processes that fill a table work together (docs/backfill-state.md). */
public final class WorkTables {
  private static final String ONE_MAKER =
      "SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(?, 0))";

  private WorkTables() {}

  /** Makes what is not there; {@link StateSchema#create} first. */
  public static void create(Database database, StateSchema schema) throws SQLException {
    if (exist(database, schema)) {
      return;
    }
    database.inTransaction(
        () -> {
          database.row(ONE_MAKER, row -> true, "safeddl state " + schema.name());
          database.execute(text(schema, resource()));
          return true;
        });
    schema.trust(database);
  }

  /** Whether they are there. */
  public static boolean exist(Database database, StateSchema schema) throws SQLException {
    return database.read(
        () ->
            database.row(
                "SELECT pg_catalog.to_regclass(?) IS NOT NULL",
                row -> row.getBoolean(1),
                schema.table("backfill_quarantine")));
  }

  /** A text in which {@code :schema.} stands for the schema. */
  static String text(StateSchema schema, String sql) {
    return sql.replace(":schema.", Identifiers.quote(schema.name()) + ".");
  }

  private static String resource() {
    try (var in = Objects.requireNonNull(WorkTables.class.getResourceAsStream("work.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
