package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.sql.tree.Statement;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SQL files of real products, from Maven Central: every statement is read. */
class RealMigrationsTest {
  /** A file of the product's jar, and how many statements its PostgreSQL files hold at least. */
  @ParameterizedTest
  @CsvSource({
    "db/migration_postgres/V1__initial_schema.sql, 100",
    "org/camunda/bpm/engine/db/create/activiti.postgres.create.engine.sql, 1500",
    "org/flowable/db/create/flowable.postgres.create.engine.sql, 400"
  })
  void everyStatementIsRead(String file, int atLeast) throws IOException {
    List<String> unread = new ArrayList<>();
    int read = 0;
    URL url = RealMigrationsTest.class.getClassLoader().getResource(file);
    assertThat(url).as(file).isNotNull();
    JarURLConnection connection = (JarURLConnection) url.openConnection();
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().endsWith(".sql") && entry.getName().contains("postgres")) {
          String text =
              new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
          for (SourceStatement source : Script.parse(text).statements()) {
            if (source.text().startsWith("execute java ")) {
              continue; // a directive of Flowable's own upgrade tool, no SQL
            }
            if (StatementReader.read(source) instanceof Statement.Unrecognized unrecognized) {
              unread.add(entry.getName() + ": " + source.text() + " -- " + unrecognized.reason());
            } else {
              read++;
            }
          }
        }
      }
    }
    assertThat(unread).isEmpty();
    assertThat(read).isGreaterThanOrEqualTo(atLeast);
  }
}
