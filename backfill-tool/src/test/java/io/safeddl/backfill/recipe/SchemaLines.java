package io.safeddl.backfill.recipe;

import io.safeddl.backfill.target.Database;
import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Schemas as text, compared with what the plain statement leaves. */
final class SchemaLines {
  private SchemaLines() {}

  /** But for the order of the columns: a new one is the last. */
  static List<String> of(Database database) throws SQLException {
    return SchemaProjection.of(database.connection()).lines().stream()
        .filter(line -> !line.contains(": position "))
        .toList();
  }

  /** The schema that the plain statement leaves. */
  static List<String> after(int major, String tables, String statement) throws SQLException {
    try (var owner = TestPostgres.server(major).createDatabase();
        var database = new Database(owner.connect())) {
      database.execute(tables);
      database.execute(statement);
      return of(database);
    }
  }

  /** Empty where the two are the same. */
  static List<String> difference(List<String> is, List<String> wanted) {
    return Stream.concat(
            is.stream().filter(line -> !wanted.contains(line)).map(line -> "+ " + line),
            wanted.stream().filter(line -> !is.contains(line)).map(line -> "- " + line))
        .toList();
  }
}
