package io.safeddl.check.fix;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.safeddl.check.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Statements of the rules' examples, in any order and in any dress, as a migration of any tool:
 * nothing crashes, no error comes newly, and what is written is not written again.
 */
class FixPropertiesTest {
  private static final List<String> STATEMENTS = RuleSamples.statements();

  /** A file's name, and what stands before and behind its SQL. */
  enum Form {
    FLYWAY("V7__x.sql", "", ""),
    FLYWAY_REPEATABLE("R__x.sql", "", ""),
    LIQUIBASE("x.sql", "--liquibase formatted sql\n--changeset a:1\n", "\n--rollback SELECT 1;\n"),
    LIQUIBASE_OUTSIDE(
        "x.sql", "--liquibase formatted sql\n--changeset a:1 runInTransaction:false\n", ""),
    PSQL("x.sql", "", ""),
    PSQL_TRANSACTION("x.sql", "BEGIN;\n", "\nCOMMIT;\n"),
    DBMATE("001_x.sql", "-- migrate:up\n", "\n-- migrate:down\nSELECT 1;\n"),
    GOOSE("001_x.sql", "-- +goose Up\n", "\n-- +goose Down\nSELECT 1;\n"),
    GO("1_x.up.sql", "", "");

    private final String file;
    private final String head;
    private final String tail;

    Form(String file, String head, String tail) {
      this.file = file;
      this.head = head;
      this.tail = tail;
    }
  }

  @Provide
  Arbitrary<String> scripts() {
    var statement = Arbitraries.of(STATEMENTS);
    var gap =
        Arbitraries.of(
            ";\n",
            ";",
            "; ",
            ";\r\n",
            ";\n\n-- a comment; more\n",
            " /* ; */;\n",
            "; -- here\n  ",
            ";\nSET lock_timeout = '3s';\n",
            ";\nSET LOCAL search_path TO app;\n",
            ";\n;\n");
    return Combinators.combine(statement, gap)
        .as((text, behind) -> text + behind)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 15, shrinking = ShrinkingMode.BOUNDED)
  void whatIsWrittenIsNoWorseAndIsNotWrittenAgain(
      @ForAll("scripts") String script, @ForAll Form form) throws IOException {
    var folder = Files.createTempDirectory("fix");
    try {
      Files.writeString(folder.resolve(form.file), form.head + script + form.tail);
      var before = errors(folder);
      run(folder);
      var written = texts(folder);
      assertThat(errors(folder)).isSubsetOf(before);
      run(folder);
      assertThat(texts(folder)).isEqualTo(written);
    } finally {
      delete(folder);
    }
  }

  private static void run(Path folder) {
    var result = Cli.run(Map.of(), "", "--fix", "--fail-on=never", folder.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  private static Set<String> errors(Path folder) {
    var result = Cli.run(Map.of(), "", "--format=json", "--fail-on=never", folder.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    Set<String> errors = new HashSet<>();
    for (var it :
        JsonParser.parseString(result.out()).getAsJsonObject().getAsJsonArray("findings")) {
      var finding = it.getAsJsonObject();
      if (finding.get("severity").getAsString().equals("error")) {
        errors.add(finding.get("rule").getAsString());
      }
    }
    return errors;
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (var file : files(folder)) {
      if (Files.isRegularFile(file)) {
        texts.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return new ArrayList<>(files.toList());
    }
  }

  private static void delete(Path folder) throws IOException {
    var files = files(folder);
    files.sort(Comparator.reverseOrder());
    for (var file : files) {
      Files.delete(file);
    }
  }
}
