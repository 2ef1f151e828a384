package io.safeddl.check.fix;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.safeddl.check.Cli;
import io.safeddl.check.fix.RuleSamples.Sample;
import io.safeddl.check.source.NaturalOrder;
import io.safeddl.sql.PsqlText;
import io.safeddl.sql.Script;
import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bad example of every rule that has a fix, as a migration of each tool: what is written is
 * clean, is not written again, runs by the tool itself, and leaves the schema of the original.
 */
class FixedRulesTest {
  /** With a fix, but for the examples that are named behind. */
  private static final Map<String, List<Integer>> RULES = new TreeMap<>();

  static {
    RULES.put("add-check", List.of());
    RULES.put("add-foreign-key", List.of());
    RULES.put("add-unique", List.of());
    RULES.put("blocking-index-build", List.of(4)); // another collation has no steps
    RULES.put("blocking-index-drop", List.of());
    RULES.put("idle-transaction-timeout", List.of());
    RULES.put("late-lock-timeout", List.of());
    RULES.put("long-lock-timeout", List.of());
    RULES.put("long-work-after-lock", List.of());
    RULES.put("missing-lock-timeout", List.of());
    RULES.put("set-not-null", List.of());
    RULES.put("table-scan", List.of(1)); // a CHECK is verified by the change of a type
    RULES.put("timeout-ends-build", List.of());
  }

  /** Kept, so that its level stays. */
  private static final Logger LOGGER = Logger.getLogger("org.flywaydb");

  /** How migrations are kept and run. */
  enum Tool {
    FLYWAY,
    LIQUIBASE,
    PLAIN
  }

  @TempDir private Path directory;

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    RULES.forEach(
        (rule, without) -> {
          for (var sample : RuleSamples.of(rule)) {
            if (without.stream().noneMatch(it -> sample.schema().endsWith("_" + it))) {
              samples.add(sample);
            }
          }
        });
    return samples;
  }

  /** As {@link FixedSchemaTest}, with more where there is time. */
  @ParameterizedTest
  @CsvSource({"PLAIN, 18", "FLYWAY, 14", "LIQUIBASE, 14"})
  @EnabledIfSystemProperty(named = "safeddl.fix.seeds", matches = ".+")
  void soItIsOnOtherVersions(Tool tool, int major) throws Exception {
    theSafeFormIsCleanAndLeavesTheSameSchema(tool, major);
  }

  @ParameterizedTest
  @CsvSource({"FLYWAY, 18", "LIQUIBASE, 18", "PLAIN, 14"})
  void theSafeFormIsCleanAndLeavesTheSameSchema(Tool tool, int major) throws Exception {
    var original = directory.resolve("original");
    var folder = directory.resolve("fixed");
    write(tool, original, true);
    write(tool, folder, false);
    var before = findings(folder, major);
    var version = Integer.toString(major);
    var result = fix(folder, "--pg-version", version, "--fail-on", "never");
    assertThat(result.err()).doesNotContain("not fixed");
    var after = findings(folder, major);
    for (var sample : samples()) {
      var found = new TreeSet<>(before.getOrDefault(sample.schema(), Set.of()));
      assertThat(found).as(sample.schema()).contains(sample.rule());
      found.addAll(sample.maySay());
      assertThat(after.getOrDefault(sample.schema(), Set.of()))
          .as("%s: %s", sample, result.err())
          .doesNotContain(sample.rule())
          .isSubsetOf(found);
    }
    var written = texts(folder);
    assertThat(fix(folder, "--pg-version", version, "--fail-on", "never").err())
        .contains("nothing was fixed");
    assertThat(texts(folder)).isEqualTo(written);
    try (var plain = TestPostgres.server(major).createDatabase();
        var safe = TestPostgres.server(major).createDatabase()) {
      run(tool, original, plain);
      run(tool, folder, safe);
      assertThat(projection(safe).differencesTo(projection(plain))).isEmpty();
    }
  }

  private static Cli.Result fix(Path folder, String... options) {
    List<String> words = new ArrayList<>(List.of("--fix", folder.toString()));
    words.addAll(List.of(options));
    var result = Cli.run(Map.of(), "", words.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  /** With {@code runs}, tools are told what they need to run the originals at all. */
  private static void write(Tool tool, Path folder, boolean runs) throws IOException {
    Files.createDirectories(folder);
    var number = 1;
    var changelog = new StringBuilder("--liquibase formatted sql\n");
    for (var sample : samples()) {
      var outside = runs && sample.change().contains("CONCURRENTLY");
      switch (tool) {
        case FLYWAY -> {
          var name = "__" + sample.schema() + ".sql";
          Files.writeString(folder.resolve("V" + number + name), sample.first());
          Files.writeString(folder.resolve("V" + (number + 1) + name), sample.second());
          if (outside) {
            Files.writeString(
                folder.resolve("V" + (number + 1) + name + ".conf"), "executeInTransaction=false");
          }
        }
        case PLAIN -> {
          var name = "_" + sample.schema() + ".sql";
          Files.writeString(folder.resolve(number + name), sample.first());
          Files.writeString(folder.resolve((number + 1) + name), sample.secondByItself());
        }
        case LIQUIBASE -> {
          changelog.append("\n--changeset a:").append(sample.schema()).append("-setup\n");
          changelog.append(sample.first());
          changelog.append("\n--changeset a:").append(sample.schema());
          changelog.append(outside ? " runInTransaction:false\n" : "\n");
          changelog.append(sample.second());
        }
      }
      number += 2;
    }
    if (tool == Tool.LIQUIBASE) {
      Files.writeString(folder.resolve("changes.sql"), changelog);
    }
  }

  /** The rules that find something, by the schemas of the samples. */
  private static Map<String, Set<String>> findings(Path folder, int major) throws IOException {
    var result =
        Cli.run(
            Map.of(),
            "",
            "--format=json",
            "--pg-version=" + major,
            "--fail-on=never",
            folder.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    Map<String, Set<String>> rules = new HashMap<>();
    for (var it :
        JsonParser.parseString(result.out()).getAsJsonObject().getAsJsonArray("findings")) {
      var finding = it.getAsJsonObject();
      var schema = schema(finding.get("file").getAsString(), finding.get("line").getAsInt());
      rules.computeIfAbsent(schema, key -> new TreeSet<>()).add(finding.get("rule").getAsString());
    }
    return rules;
  }

  /** The last one that is set there or above. */
  private static String schema(String file, int line) throws IOException {
    var lines = Files.readAllLines(Path.of(file));
    for (var i = line - 1; i >= 0; i--) {
      if (lines.get(i).startsWith("SET search_path TO ")) {
        return lines.get(i).substring("SET search_path TO ".length()).replace(";", "");
      }
    }
    return file.replaceAll(".*_?_((?:[a-z]+_)+[0-9]+)\\.sql", "$1");
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (var file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  private static void run(Tool tool, Path folder, TestDatabase database) throws Exception {
    switch (tool) {
      case FLYWAY -> flyway(folder, database);
      case LIQUIBASE -> liquibase(folder, database);
      case PLAIN -> plain(folder, database);
    }
  }

  private static void flyway(Path folder, TestDatabase database) {
    LOGGER.setLevel(Level.SEVERE);
    FlywayRun.migrate(folder, database);
  }

  private static void liquibase(Path folder, TestDatabase database) throws Exception {
    try (var connection = database.connect()) {
      var target =
          DatabaseFactory.getInstance()
              .findCorrectDatabaseImplementation(new JdbcConnection(connection));
      try (var liquibase =
          new Liquibase("changes.sql", new DirectoryResourceAccessor(folder), target)) {
        Scope.child(
            Map.of(Scope.Attr.ui.name(), new LoggerUIService()),
            () -> liquibase.update(new Contexts(), new LabelExpression()));
      }
    }
  }

  /** As psql does: a session for each file, each statement by itself. */
  private static void plain(Path folder, TestDatabase database) throws Exception {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.list(folder)) {
      found.forEach(files::add);
    }
    files.sort(Comparator.comparing(Path::toString, new NaturalOrder()));
    for (var file : files) {
      try (var connection = database.connect();
          var statement = connection.createStatement()) {
        for (var each : Script.parse(PsqlText.read(Files.readString(file)).text()).statements()) {
          statement.execute(each.text());
        }
      }
    }
  }

  /** Without the tools' own books. */
  private static SchemaProjection projection(TestDatabase database) throws Exception {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS flyway_schema_history, databasechangelog");
      return SchemaProjection.of(connection);
    }
  }
}
