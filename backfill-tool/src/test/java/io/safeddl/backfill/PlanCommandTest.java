package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan, judged by the check and run by the tools that it is written for. */
class PlanCommandTest {
  private static final String TABLES =
      """
      CREATE TABLE public.known (n bigint PRIMARY KEY);
      /* safeddl:allow foreign-key-types: it is as it is */
      CREATE TABLE public.file (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        owner int NOT NULL,
        size int NOT NULL DEFAULT 7 CONSTRAINT positive CHECK (size >= 0),
        parts serial,
        label text,
        CONSTRAINT "size known" FOREIGN KEY (size) REFERENCES public.known (n),
        CONSTRAINT both_known CHECK (size + id > 0) NOT VALID,
        CONSTRAINT apart UNIQUE (size, id) DEFERRABLE INITIALLY DEFERRED);
      CREATE INDEX file_size ON public.file (size DESC NULLS LAST) WHERE size > 10;
      CREATE INDEX "file; expr" ON public.file ((size * 2), lower(label));
      COMMENT ON COLUMN public.file.size IS 'of it''s \\ "bytes"';
      ALTER TABLE public.file ALTER COLUMN size SET STATISTICS 500;
      GRANT SELECT (size), UPDATE (size, label) ON public.file TO public;
      """;

  private static final String ROWS =
      """
      INSERT INTO known SELECT generate_series(0, 1000);
      INSERT INTO file (owner, size) SELECT 0, n % 1000 FROM generate_series(1, 2000) n;
      """;

  private static final String SPEC =
      """
      table: public.file
      columns:
        - {from: size, to: size_big, type: bigint}
        - {from: parts, to: parts_big, type: bigint}
      """;

  private static final String PLAIN =
      "ALTER TABLE file ALTER COLUMN size TYPE bigint, ALTER COLUMN parts TYPE bigint;"
          + "ALTER SEQUENCE file_parts_seq AS bigint";

  @TempDir Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** What belongs to a database while a test uses it. */
  private final class Scene implements AutoCloseable {
    final TestDatabase owner;
    final Connection connection;
    final Path spec = home.resolve("file.yaml");
    final Path folder = home.resolve("migrations");
    final Path later = home.resolve("later");

    Scene(int major, String... sql) throws Exception {
      owner = TestPostgres.server(major).createDatabase();
      connection = owner.connect();
      for (var each : sql) {
        execute(each);
      }
      Files.writeString(spec, SPEC);
      Files.createDirectories(later);
    }

    void execute(String sql) throws SQLException {
      try (var statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    int run(String command, String... more) {
      out.getBuffer().setLength(0);
      err.getBuffer().setLength(0);
      var words =
          new ArrayList<>(
              List.of(
                  command,
                  "--url",
                  owner.jdbcUrl(),
                  "--user",
                  owner.user(),
                  "--password",
                  owner.password()));
      words.addAll(List.of(more));
      return Main.run(
          words.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    void runs(String command) {
      assertThat(run(command, spec.toString())).as(command + ": " + out + err).isZero();
    }

    /** All jobs are over. */
    void noJob() {
      assertThat(run("status")).isZero();
      assertThat(out.toString()).contains("No job is under way in this database.");
    }

    void plan(MigrationTool tool, String... more) {
      var words = new ArrayList<>(List.of(spec.toString(), "--for", tool.name()));
      words.addAll(List.of("--out", folder.toString()));
      words.addAll(List.of(more));
      assertThat(run("plan", words.toArray(String[]::new))).as("" + out + err).isZero();
    }

    /** The contract is released later. */
    void keepBack() throws Exception {
      move(folder, later);
    }

    void release() throws Exception {
      move(later, folder);
    }

    private void move(Path from, Path to) throws Exception {
      try (var files = Files.list(from)) {
        for (var file : files.filter(it -> it.toString().contains("_contract_")).toList()) {
          Files.move(file, to.resolve(file.getFileName()));
        }
      }
    }

    /** But for the order of the columns, and for the tools' own tables. */
    List<String> schema() throws SQLException {
      execute(
          "DROP TABLE IF EXISTS flyway_schema_history, databasechangelog, databasechangeloglock");
      return SchemaProjection.of(connection).lines().stream()
          .filter(line -> !line.contains(": position "))
          .toList();
    }

    @Override
    public void close() throws SQLException {
      connection.close();
      owner.close();
    }
  }

  private static List<String> difference(List<String> is, List<String> wanted) {
    return Stream.concat(
            is.stream().filter(line -> !wanted.contains(line)).map(line -> "+ " + line),
            wanted.stream().filter(line -> !is.contains(line)).map(line -> "- " + line))
        .toList();
  }

  private List<String> plain(int major) throws Exception {
    try (var scene = new Scene(major, TABLES, PLAIN)) {
      return scene.schema();
    }
  }

  /** Nothing is found, and nothing was left unread. */
  private void judged(int major, MigrationTool tool, Path folder, String tables) throws Exception {
    var all = Files.createDirectories(home.resolve("judged"));
    var first = tool == MigrationTool.flyway ? "V0__tables.sql" : "000_tables.sql";
    var head =
        tool == MigrationTool.liquibase
            ? "--liquibase formatted sql\n--changeset a:0 endDelimiter:@@\n"
            : "";
    Files.writeString(all.resolve(first), head + tables);
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.copy(file, all.resolve(file.getFileName()));
      }
    }
    clean(major, tool, all);
    // The rollbacks, as migrations that come after the cutover.
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        back(file, all);
      }
    }
    clean(major, tool, all);
  }

  /** In the place of the contract, and after it. */
  private static void back(Path file, Path all) throws Exception {
    var name = file.getFileName().toString();
    if (name.contains("_contract_")) {
      Files.delete(all.resolve(name));
    }
    var place = name.contains("_cutover_") ? "5" : "6";
    if (name.startsWith("U") && name.matches("U[0-9]+__(cutover|expand)_.*")) {
      Files.copy(file, all.resolve(name.replaceFirst("U[0-9]+__", "V" + place + "__back_")));
    } else if (name.endsWith(".rollback")) {
      Files.copy(file, all.resolve("00" + place + "_back_" + name + ".sql"));
    }
  }

  private static void clean(int major, MigrationTool tool, Path folder) {
    var said = new StringWriter();
    var writer = new PrintWriter(said, true);
    var layout = tool == MigrationTool.sql ? "plain" : tool.name();
    var code =
        io.safeddl.check.Main.run(
            new String[] {
              "check", "--layout", layout, "--pg-version", "" + major, "--no-color", "" + folder
            },
            Map.of(),
            InputStream.nullInputStream(),
            writer,
            writer);
    assertThat(said.toString()).doesNotContain("[").contains("statements were read");
    assertThat(code).isZero();
  }

  private static void fails(Scene scene, MigrationTool tool, String why) {
    assertThatThrownBy(() -> tool.migrate(scene.owner, scene.owner.jdbcUrl(), scene.folder))
        .matches(MigrationTool::isFailure)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({"14, flyway", "18, flyway", "14, liquibase", "18, liquibase", "14, sql", "18, sql"})
  void releaseByReleaseThroughPlainPgjdbc(int major, MigrationTool tool) throws Exception {
    var wanted = plain(major);
    try (var scene = new Scene(major, TABLES, ROWS)) {
      var url = scene.owner.jdbcUrl();
      scene.plan(tool, "--small-table", "0KB");
      judged(major, tool, scene.folder, TABLES);
      scene.keepBack();
      fails(scene, tool, "the rows of public.file are not filled yet: size_big, parts_big");
      assertThat(scene.run("drift", scene.spec.toString())).as("" + out).isZero();
      scene.runs("run");
      fails(scene, tool, "it is not proved that the rows of public.file are right");
      scene.runs("verify");
      tool.migrate(scene.owner, url, scene.folder);
      scene.execute("INSERT INTO file (owner, size) VALUES (1, 5)");
      scene.runs("drift");
      scene.runs("status");
      assertThat(out.toString()).contains("public.file [size_big, parts_big]");
      // The commands know what the migrations have done.
      scene.runs("rollback");
      scene.runs("verify");
      scene.runs("cutover");
      scene.release();
      tool.migrate(scene.owner, url, scene.folder);
      scene.noJob();
      assertThat(difference(scene.schema(), wanted)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"14, flyway", "18, flyway", "14, liquibase", "18, liquibase", "14, sql", "18, sql"})
  void allAtOnceOnASmallTableThroughTheDriver(int major, MigrationTool tool) throws Exception {
    var wanted = plain(major);
    try (var scene = new Scene(major, TABLES, ROWS)) {
      scene.plan(tool);
      var url = scene.owner.safeDdlUrl();
      tool.migrate(
          scene.owner,
          url + (url.contains("?") ? "&" : "?") + "safeddl.assumeLarge=*",
          scene.folder);
      assertThat(difference(scene.schema(), wanted)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"14, flyway", "18, flyway", "14, liquibase", "18, liquibase", "14, sql", "18, sql"})
  void andBackAgain(int major, MigrationTool tool) throws Exception {
    try (var scene = new Scene(major, TABLES, ROWS)) {
      var before = scene.schema();
      scene.plan(tool);
      scene.keepBack();
      tool.migrate(scene.owner, scene.owner.jdbcUrl(), scene.folder);
      scene.execute("INSERT INTO file (owner, size) VALUES (1, 5)");
      tool.undo(scene.owner, scene.owner.jdbcUrl(), scene.folder, "cutover");
      scene.runs("drift");
      scene.runs("verify");
      if (tool == MigrationTool.liquibase) {
        tool.undo(scene.owner, scene.owner.jdbcUrl(), scene.folder, "build");
        tool.undo(scene.owner, scene.owner.jdbcUrl(), scene.folder, "fill");
      }
      tool.undo(scene.owner, scene.owner.jdbcUrl(), scene.folder, "expand");
      // A sequence is not narrowed: its numbers may be beyond the old range by now.
      assertThat(difference(scene.schema(), before))
          .allMatch(line -> line.contains("sequence public.file_parts_seq: "));
      scene.noJob();
    }
  }

  private static final String KEYS =
      """
      CREATE TABLE public.customer (
        id int GENERATED BY DEFAULT AS IDENTITY CONSTRAINT customers PRIMARY KEY, name text);
      CREATE TABLE public.bill (
        id bigint PRIMARY KEY,
        customer bigint CONSTRAINT of_customer REFERENCES public.customer (id));
      CREATE INDEX bill_customer ON public.bill (customer);
      """;

  private static final String KEYS_SPEC =
      "{table: public.customer, columns: [{from: id, to: id_big, type: bigint}]}";

  /** A primary key, and a foreign key of another table that points at it. */
  @ParameterizedTest
  @CsvSource({"14, liquibase", "18, flyway", "14, sql"})
  void aKeyAndWhatPointsAtIt(int major, MigrationTool tool) throws Exception {
    List<String> wanted;
    try (var plain = new Scene(major, KEYS, "ALTER TABLE customer ALTER COLUMN id TYPE bigint")) {
      wanted = plain.schema();
    }
    try (var scene =
        new Scene(
            major,
            KEYS,
            "INSERT INTO customer (name) SELECT 'n' FROM generate_series(1, 500);"
                + "INSERT INTO bill SELECT n, n FROM generate_series(1, 400) n")) {
      Files.writeString(scene.spec, KEYS_SPEC);
      var before = scene.schema();
      scene.plan(tool);
      judged(major, tool, scene.folder, KEYS);
      scene.keepBack();
      var url = scene.owner.jdbcUrl();
      tool.migrate(scene.owner, url, scene.folder);
      scene.execute("INSERT INTO customer (name) VALUES ('m')");
      tool.undo(scene.owner, url, scene.folder, "cutover");
      scene.execute("INSERT INTO customer (name) VALUES ('m')");
      // A key is there once: with the cutover that was taken back the new one went.
      for (var phase : List.of("run", "build", "verify", "cutover")) {
        scene.runs(phase);
      }
      scene.release();
      if (tool == MigrationTool.liquibase) {
        // It would do the cutover again, which was taken back behind its history.
        scene.runs("contract");
      } else {
        tool.migrate(scene.owner, url, scene.folder);
      }
      assertThat(difference(scene.schema(), wanted)).isEmpty();
      assertThat(before).isNotEqualTo(wanted);
    }
  }

  private static final String PARTED =
      """
      CREATE TABLE public.event (
        at int NOT NULL, n int NOT NULL, kind int, CONSTRAINT events PRIMARY KEY (at, n))
        PARTITION BY RANGE (at);
      CREATE TABLE public.event_1 PARTITION OF public.event FOR VALUES FROM (0) TO (100);
      CREATE TABLE public.event_2 PARTITION OF public.event FOR VALUES FROM (100) TO (200);
      CREATE INDEX event_kind ON public.event (kind);
      """;

  private static final String PARTED_SPEC =
      """
      table: public.event
      columns:
        - {from: n, to: n_big, type: bigint}
        - {from: kind, to: kind_big, type: bigint}
      """;

  /** Its key and its index are those of its partitions; from 18 on the primary key stops. */
  @ParameterizedTest
  @CsvSource({"14, flyway", "18, liquibase", "18, sql"})
  void aPartitionedTable(int major, MigrationTool tool) throws Exception {
    var tables = major == 14 ? PARTED : PARTED.replace("PRIMARY KEY", "UNIQUE");
    List<String> wanted;
    var plainly = "ALTER TABLE event ALTER COLUMN n TYPE bigint, ALTER COLUMN kind TYPE bigint";
    try (var plain = new Scene(major, tables, plainly)) {
      wanted = plain.schema();
    }
    var rows = "INSERT INTO event SELECT i % 200, i, i FROM generate_series(1, 900) i";
    try (var scene = new Scene(major, tables, rows)) {
      var before = scene.schema();
      Files.writeString(scene.spec, PARTED_SPEC);
      scene.plan(tool);
      scene.keepBack();
      var url = scene.owner.jdbcUrl();
      tool.migrate(scene.owner, url, scene.folder);
      tool.undo(scene.owner, url, scene.folder, "cutover");
      if (tool == MigrationTool.liquibase) {
        tool.undo(scene.owner, url, scene.folder, "build");
        tool.undo(scene.owner, url, scene.folder, "fill");
      }
      tool.undo(scene.owner, url, scene.folder, "expand");
      assertThat(difference(scene.schema(), before)).isEmpty();
      scene.release();
    }
    try (var scene = new Scene(major, tables, rows)) {
      Files.deleteIfExists(scene.folder.resolve("done"));
      tool.migrate(scene.owner, scene.owner.jdbcUrl(), scene.folder);
      assertThat(difference(scene.schema(), wanted)).isEmpty();
    }
  }

  private static final String ODD =
      """
      CREATE SCHEMA "we;ird";
      CREATE TABLE "we;ird"."Fi le" (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        "si;ze" int NOT NULL DEFAULT 7
          CONSTRAINT "po;s" CHECK ("si;ze" >= 0 AND 'a;b@safeddl@${x}' <> 'c'),
        label text,
        part int GENERATED BY DEFAULT AS IDENTITY,
        CONSTRAINT "ap;art" UNIQUE ("si;ze", id));
      CREATE INDEX "in;dex" ON "we;ird"."Fi le" (("si;ze" * 2), lower(label))
        WHERE label <> ';${x}';
      COMMENT ON COLUMN "we;ird"."Fi le"."si;ze" IS 'of it''s
      --changeset a:b
      --rollback nothing \\ "bytes" $safeddl$ ${x}';
      """;

  private static final String ODD_SPEC =
      """
      table: '"we;ird"."Fi le"'
      columns:
        - {from: '"si;ze"', to: '"si;ze big"', type: bigint}
        - {from: part, to: part_big, type: bigint}
      """;

  /** What means something to one of the tools, in names and values. */
  @ParameterizedTest
  @CsvSource({"14, flyway", "18, liquibase"})
  void namesThatToolsCouldMisread(int major, MigrationTool tool) throws Exception {
    List<String> wanted;
    var plainly =
        "ALTER TABLE \"we;ird\".\"Fi le\" ALTER COLUMN \"si;ze\" TYPE bigint,"
            + " ALTER COLUMN part TYPE bigint";
    try (var plain = new Scene(major, ODD, plainly)) {
      wanted = plain.schema();
    }
    var rows = "INSERT INTO \"we;ird\".\"Fi le\" (\"si;ze\") SELECT generate_series(1, 500)";
    try (var scene = new Scene(major, ODD, rows)) {
      Files.writeString(scene.spec, ODD_SPEC);
      scene.plan(tool);
      tool.migrate(scene.owner, scene.owner.jdbcUrl(), scene.folder);
      assertThat(difference(scene.schema(), wanted)).isEmpty();
    }
  }

  /**
   * It would wait for the transaction in which Flyway has its lock, and Flyway for it. Where our
   * driver is on the class path Flyway takes its lock otherwise, so that is played here.
   */
  @Test
  void aBuildThatWouldHangForEverIsNotBegun() throws Exception {
    try (var scene = new Scene(18, TABLES, ROWS);
        var lock = scene.owner.connect();
        var statement = lock.createStatement()) {
      scene.plan(MigrationTool.flyway);
      var name = "SET application_name = 'deploy';";
      statement.execute(
          name + "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT pg_try_advisory_xact_lock(7)");
      scene.execute(Files.readString(scene.folder.resolve("V1__expand_file_size_parts.sql")));
      var fill = Files.readString(scene.folder.resolve("V2__fill_file_size_parts.sql"));
      assertThatThrownBy(() -> scene.execute(name + fill))
          .hasMessageContaining("flyway.postgresql.transactional.lock=false");
      statement.execute("ROLLBACK");
      scene.execute(name + fill);
    }
  }

  /** What stands in a table of somebody else's is no proof, and no trigger of his runs as us. */
  @Test
  void aStateThatBelongsToAStrangerProvesNothing() throws Exception {
    try (var scene = new Scene(18, TABLES, ROWS)) {
      scene.plan(MigrationTool.sql, "--small-table", "0KB");
      var role = "stranger_" + scene.owner.name();
      var migrator = "migrator_" + scene.owner.name();
      scene.execute(
          "CREATE ROLE "
              + role
              + "; CREATE ROLE "
              + migrator
              + "; CREATE SCHEMA safeddl;"
              + "GRANT ALL ON SCHEMA safeddl TO public; ALTER SCHEMA public OWNER TO "
              + migrator
              + "; ALTER TABLE file OWNER TO "
              + migrator);
      try {
        scene.execute("SET ROLE " + role);
        scene.execute(
            """
            CREATE TABLE safeddl.backfill_job AS SELECT 'public' AS table_schema,
              'file' AS table_name, 'public.file'::regclass::oid AS relation,
              '{size_big,parts_big}'::text[] AS columns, now() AS filled_at, now() AS verified_at,
              0 AS differences, NULL::timestamptz AS finished_at;
            GRANT ALL ON safeddl.backfill_job TO public;
            """);
        scene.execute("SET ROLE " + migrator);
        var fill = scene.folder.resolve("002_fill_file_size_parts.sql");
        scene.execute(Files.readString(scene.folder.resolve("001_expand_file_size_parts.sql")));
        assertThatThrownBy(() -> scene.execute(Files.readString(fill)))
            .hasMessageContaining("are not filled yet");
        scene.execute(
            "ROLLBACK; RESET ROLE; ALTER TABLE safeddl.backfill_job OWNER TO " + migrator);
        scene.execute("SET ROLE " + migrator);
        scene.execute(Files.readString(fill));
      } finally {
        scene.execute(
            "ROLLBACK; RESET ROLE; REASSIGN OWNED BY "
                + role
                + ", "
                + migrator
                + " TO CURRENT_USER; DROP OWNED BY "
                + role
                + ", "
                + migrator
                + "; DROP ROLE "
                + role
                + ", "
                + migrator);
      }
    }
  }

  @Test
  void theVersionsFollowThoseThatAreThereAndNothingIsWrittenOver() throws Exception {
    try (var scene = new Scene(18, TABLES)) {
      Files.createDirectories(scene.folder.resolve("old"));
      Files.writeString(scene.folder.resolve("old/V1.09__x.sql"), "");
      Files.writeString(scene.folder.resolve("V1.2__x.sql"), "");
      scene.plan(MigrationTool.flyway);
      assertThat(names(scene.folder))
          .contains("V1.10__expand_file_size_parts.sql", "V1.14__contract_file_size_parts.sql")
          .contains("V1.12__build_file_size_parts.sql.conf", "U1.13__cutover_file_size_parts.sql");
      assertThat(
              scene.run(
                  "plan",
                  scene.spec.toString(),
                  "--for",
                  "flyway",
                  "--out",
                  scene.folder.toString(),
                  "--version",
                  "1.10"))
          .isEqualTo(2);
      assertThat(err.toString()).contains("are there already", "V1.10__expand_file_size_parts.sql");
      scene.plan(MigrationTool.flyway, "--version", "1.10", "--force");
      scene.plan(MigrationTool.liquibase, "--name", "wider", "--version", "07");
      assertThat(names(scene.folder)).contains("07_expand_wider.sql", "11_contract_wider.sql");
    }
  }

  @Test
  void whatIsDoneAlreadyIsNotPlannedAgain() throws Exception {
    var wanted = plain(14);
    try (var scene = new Scene(14, TABLES, ROWS)) {
      for (var phase : List.of("expand", "run", "build", "verify")) {
        scene.runs(phase);
      }
      scene.plan(MigrationTool.sql, "--small-table", "0KB");
      assertThat(names(scene.folder))
          .containsExactly(
              "001_fill_file_size_parts.sql",
              "002_build_file_size_parts.sql",
              "003_cutover_file_size_parts.rollback",
              "003_cutover_file_size_parts.sql",
              "004_contract_file_size_parts.sql");
      assertThat(Files.readString(scene.folder.resolve("002_build_file_size_parts.sql")))
          .doesNotContain("CREATE")
          .contains("ANALYZE");
      scene.keepBack();
      MigrationTool.sql.migrate(scene.owner, scene.owner.jdbcUrl(), scene.folder);
      scene.plan(MigrationTool.sql);
      assertThat(out.toString()).contains("what is left is to contract");
      MigrationTool.sql.migrate(scene.owner, scene.owner.jdbcUrl(), scene.folder);
      assertThat(difference(scene.schema(), wanted)).isEmpty();
    }
  }

  private static List<String> names(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatCannotBePlannedIsSaid() throws Exception {
    try (var scene = new Scene(18, TABLES, "CREATE INDEX file_size_new ON file (owner)")) {
      assertThat(refused(scene)).isEqualTo(1);
      assertThat(out.toString()).contains("stop: ", "file_size_new");
      scene.execute("CREATE VIEW v AS SELECT size FROM file");
      assertThat(refused(scene)).isEqualTo(1);
      assertThat(out.toString()).contains("stop: rule _RETURN on view public.v");
      Files.writeString(scene.spec, "{table: public.file, set: {size: '1'}, where: size > 1}");
      assertThat(refused(scene)).isEqualTo(2);
      assertThat(err.toString()).contains("there is nothing to plan");
      assertThat(scene.run("plan", scene.spec.toString(), "--for", "rails", "--out", "x"))
          .isEqualTo(2);
      assertThat(err.toString()).contains("expected is flyway, liquibase or sql");
      assertThat(Files.exists(scene.folder)).isFalse();
    }
  }

  private static int refused(Scene scene) {
    return scene.run(
        "plan", scene.spec.toString(), "--for", "sql", "--out", scene.folder.toString());
  }

  /** An index that was cut off, and a trigger that somebody has disabled. */
  @Test
  void theProofLooksAtWhatWasBuiltAndAtTheTrigger() throws Exception {
    try (var scene = new Scene(14, TABLES, ROWS)) {
      scene.plan(MigrationTool.sql);
      try (var files = Files.list(scene.folder)) {
        for (var file :
            files.filter(it -> it.toString().matches(".*(cutover|contract).*")).toList()) {
          Files.move(file, scene.later.resolve(file.getFileName()));
        }
      }
      MigrationTool.sql.migrate(scene.owner, scene.owner.jdbcUrl(), scene.folder);
      Files.move(
          scene.later.resolve("004_cutover_file_size_parts.sql"),
          scene.folder.resolve("004_cutover_file_size_parts.sql"));
      scene.execute(
          "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'file_size_new'::regclass");
      fails(scene, MigrationTool.sql, "this is not built, or not valid: public.file_size_new");
      scene.execute("REINDEX INDEX file_size_new");
      scene.execute(
          "UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'file_size_new'::regclass");
      var trigger = trigger(scene);
      scene.execute("ALTER TABLE file DISABLE TRIGGER " + trigger);
      fails(scene, MigrationTool.sql, "the trigger " + trigger + " on public.file is not in force");
      scene.execute("UPDATE file SET size_big = 3 WHERE id = 7");
      fails(scene, MigrationTool.sql, "it is not proved that the rows");
      scene.execute("ALTER TABLE file ENABLE ALWAYS TRIGGER " + trigger);
      scene.execute("UPDATE file SET owner = 3 WHERE id = 7");
      scene.execute("CREATE VIEW late AS SELECT owner FROM file WHERE size > 3");
      fails(
          scene,
          MigrationTool.sql,
          "would stay with the old column: rule _RETURN on view public.late");
      scene.execute("DROP VIEW late");
      MigrationTool.sql.migrate(scene.owner, scene.owner.jdbcUrl(), scene.folder);
      scene.execute("INSERT INTO file (owner, size) VALUES (1, 5)");
      scene.runs("contract");
    }
  }

  private static String trigger(Scene scene) throws SQLException {
    try (var statement = scene.connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'zzz%' ORDER BY 1")) {
      rows.next();
      assertThat(rows.getString(1)).matches(Pattern.compile("zzz_safeddl_mirror_[0-9a-f]{8}"));
      return rows.getString(1);
    }
  }
}
