package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.sql.tree.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short ways to read SQL in tests. */
final class Sql {
  private Sql() {}

  static SourceStatement source(String sql) {
    List<SourceStatement> statements = Script.parse(sql).statements();
    assertThat(statements).as(sql).hasSize(1);
    return statements.get(0);
  }

  static Statement read(String sql) {
    return StatementReader.read(source(sql));
  }

  static <T extends Statement> T read(String sql, Class<T> type) {
    Statement statement = read(sql);
    assertThat(statement).as(sql).isInstanceOf(type);
    return type.cast(statement);
  }

  static String resource(String name) {
    try (InputStream stream = Sql.class.getResourceAsStream(name)) {
      assertThat(stream).as(name).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
