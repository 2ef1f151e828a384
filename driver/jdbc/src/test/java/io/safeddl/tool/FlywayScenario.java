package io.safeddl.tool;

import io.safeddl.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The life of a database under Flyway, step by step: what Flyway answered at each step. Two runs of
 * it, each with a URL of its own, can be held against each other.
 */
final class FlywayScenario {
  static final String HISTORY =
      "SELECT concat_ws('|', installed_rank, version, description, type, script, checksum,"
          + " installed_by, success) FROM flyway_schema_history ORDER BY installed_rank";

  /** What wants a transaction and what wants none, in one file. */
  private static final String MIXED =
      """
      CREATE INDEX file_name ON file (name);
      ALTER TABLE file ADD COLUMN owner int;
      CREATE INDEX file_owner ON file (owner);
      COMMENT ON COLUMN file.owner IS 'somebody';
      """;

  private final IsolatedTool flyway;
  private final TestDatabase database;
  private final String url;
  private final Path migrations;
  private final List<String> answers = new ArrayList<>();

  FlywayScenario(IsolatedTool flyway, TestDatabase database, String url, Path migrations) {
    this.flyway = flyway;
    this.database = database;
    this.url = url;
    this.migrations = migrations;
  }

  /** What Flyway has answered so far. */
  List<String> answers() {
    return answers;
  }

  /** All that is done to a database that has tables already. */
  void migrateEverything() throws IOException {
    run("baseline", Map.of("flyway.baselineVersion", "1"));
    firstFiles();
    run("migrate", Map.of());
    run("migrate", Map.of());
    run("info", Map.of());
    outOfOrder();
    failedAndCorrected();
    editedAndRepaired();
    inOneGroup();
    constraints();
    mixed();
    run("validate", Map.of());
  }

  /** Drops everything. */
  void clean() {
    run("clean", Map.of("flyway.cleanDisabled", "false"));
  }

  /** Builds all of it on an empty database. */
  void buildFromNothing() throws IOException {
    file("V1__file.sql", Matrix.TABLES);
    run("migrate", Map.of("flyway.mixed", "true", "flyway.postgresql.transactional.lock", "false"));
    run("migrate", Map.of());
  }

  private void firstFiles() throws IOException {
    file("V2__index.sql", MIXED);
    file(
        "V3__kinds.sql",
        """
        CREATE TABLE kind (id int, name text NOT NULL); -- a comment; with a semicolon
        COPY kind (id, name) FROM STDIN;
        1\tone
        2\ttwo; and a half
        \\.
        ALTER TABLE kind ADD CONSTRAINT kind_pkey PRIMARY KEY (id);
        CREATE FUNCTION double(n int) RETURNS int LANGUAGE plpgsql AS $body$
        BEGIN
          RETURN n * 2; /* ; */
        END $body$;
        DO $$ BEGIN PERFORM double(1); END $$;
        INSERT INTO kind VALUES (double(2), '${who}');
        """);
    file("R__named.sql", "CREATE OR REPLACE VIEW named AS SELECT id FROM kind;");
    file("beforeMigrate.sql", "CREATE TABLE IF NOT EXISTS callback_log (event text);");
    file("afterMigrate.sql", "INSERT INTO callback_log VALUES ('afterMigrate');");
    file("afterEachMigrate.sql", "INSERT INTO callback_log VALUES ('afterEachMigrate');");
  }

  private void outOfOrder() throws IOException {
    file("V2_5__late.sql", "ALTER TABLE file ADD COLUMN late int;");
    file("R__named.sql", "CREATE OR REPLACE VIEW named AS SELECT id, name FROM kind;");
    run("migrate", Map.of());
    run("migrate", Map.of("flyway.outOfOrder", "true"));
  }

  /** Outside of a transaction what the file did before its failure stays. */
  private void failedAndCorrected() throws IOException {
    file("V5__half.sql.conf", "executeInTransaction=false");
    file("V5__half.sql", "CREATE TABLE half (id int);\nSELECT 1 / 0;");
    var outOfOrder = Map.of("flyway.outOfOrder", "true");
    run("migrate", outOfOrder);
    run("migrate", outOfOrder);
    file("V5__half.sql", "DROP TABLE IF EXISTS half;\nCREATE TABLE whole (id int);");
    run("migrate", outOfOrder);
  }

  private void editedAndRepaired() throws IOException {
    file("V2__index.sql", MIXED + "-- edited");
    run("migrate", Map.of("flyway.outOfOrder", "true"));
    run("repair", Map.of("flyway.outOfOrder", "true"));
    run("migrate", Map.of("flyway.outOfOrder", "true"));
    Files.delete(migrations.resolve("V2_5__late.sql"));
    run("validate", Map.of());
    run("repair", Map.of());
  }

  private void inOneGroup() throws IOException {
    file("V6__part.sql", "CREATE TABLE part (id int PRIMARY KEY, file int);");
    file("V7__part_of.sql", "ALTER TABLE part ADD FOREIGN KEY (file) REFERENCES file;");
    run("migrate", Map.of("flyway.group", "true"));
  }

  /** Not in a group: what its callbacks write cannot be committed early. */
  private void constraints() throws IOException {
    file(
        "V7_1__constraints.sql",
        """
        ALTER TABLE file ADD CONSTRAINT file_name_key UNIQUE (name);
        ALTER TABLE file ALTER COLUMN size SET NOT NULL;
        ALTER TABLE file ADD CHECK (size > 0);
        ALTER TABLE file ADD FOREIGN KEY (owner) REFERENCES kind;
        """);
    run("migrate", Map.of());
  }

  /** With Flyway's lock held by a session, without which plain pgjdbc would wait for ever. */
  private void mixed() throws IOException {
    file(
        "V8__mixed.sql",
        """
        ALTER TABLE file ADD COLUMN note text;
        CREATE INDEX CONCURRENTLY file_note ON file (note);
        COMMENT ON COLUMN file.note IS 'mixed';
        """);
    run("migrate", Map.of("flyway.mixed", "true", "flyway.postgresql.transactional.lock", "false"));
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(migrations.resolve(name), text);
  }

  private void run(String command, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("command", command);
    settings.put("java", "true");
    settings.put("flyway.url", url);
    settings.put("flyway.user", database.user());
    settings.put("flyway.password", database.password());
    settings.put("flyway.locations", "filesystem:" + migrations);
    settings.put("flyway.placeholders.who", "somebody");
    settings.putIfAbsent("flyway.outOfOrder", "false");
    answers.add(answer(command, settings));
  }

  /** The result, or the first words of the error: the log differs by what the driver says. */
  private String answer(String command, Map<String, String> settings) {
    try {
      var lines = flyway.run(settings);
      return lines.get(lines.size() - 1);
    } catch (IllegalStateException e) {
      return Matrix.failure(command, e, database, migrations);
    }
  }
}
