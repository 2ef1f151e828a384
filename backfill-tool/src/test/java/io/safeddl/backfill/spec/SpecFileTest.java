package io.safeddl.backfill.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.backfill.spec.BatchOptions.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecFileTest {
  private static final Path FILE = Path.of("backfill", "file.yaml");

  private static Spec parse(String text) throws SpecException {
    return SpecFile.parse(FILE, text);
  }

  @Test
  void aColumnChangeIsReadWithAllItSays() throws Exception {
    var spec =
        parse(
            """
            table: public.file
            columns:
              - {from: file_size, to: file_size_bigint, type: bigint}
            batch: {target: 500ms, stripes: 8, commit: sync}
            throttle: {replicaLag: off, replicas: 2, lockWaiters: 2, activeSessions: 50, walRate: 64MB/s, pauseWhen: "select true", niceRatio: 4.5}
            window: "22:00-06:00 Europe/Berlin"
            """);
    assertThat(spec.table()).isEqualTo(new TableName("public", "file"));
    assertThat(spec.mirrors()).singleElement().extracting(Mirror::type).isEqualTo("bigint");
    assertThat(spec.written()).containsExactly("file_size_bigint");
    assertThat(spec.batch())
        .isEqualTo(new BatchOptions(Duration.ofMillis(500), OptionalInt.of(8), Commit.SYNC));
    assertThat(spec.throttle().replicaLag()).isEmpty();
    assertThat(spec.throttle().replicas()).hasValue(2);
    assertThat(spec.throttle().walRate()).hasValue(64L << 20);
    assertThat(spec.throttle().pauseWhen()).contains("select true");
    assertThat(spec.throttle().niceRatio()).isEqualTo(4.5);
    assertThat(spec.window()).isPresent();
  }

  @Test
  void aFillIsReadAndTheRestHasItsDefaults() throws Exception {
    var spec =
        parse(
            "{table: shop.\"Order\", set: {slug: lower(name), \"\\\"A b\\\"\": '1'}, where: slug is null}");
    assertThat(spec.table().toSql()).isEqualTo("shop.\"Order\"");
    assertThat(spec.written()).containsExactly("slug", "A b");
    assertThat(spec.batch()).isEqualTo(BatchOptions.DEFAULT);
    assertThat(spec.throttle()).isEqualTo(ThrottleOptions.DEFAULT);
    assertThat(spec.window()).isEmpty();
  }

  @Test
  void unquotedNamesAreFoldedAsTheServerFoldsThem() throws Exception {
    var spec = parse("{table: Public.File, set: {Slug: '1'}, where: 'true'}");
    assertThat(spec.table()).isEqualTo(new TableName("public", "file"));
    assertThat(spec.written()).containsExactly("slug");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{tabel: a.b} | :1:9: tabel: there is no such key; the nearest is table",
        "{table: b, set: {a: 1}, where: x} | :1:9: table: b is not valid: expected is a table with its schema, such as public.file",
        "{table: a.b} | :1:1: columns or set is needed: what shall be written?",
        "{set: {a: 1}, where: x} | :1:1: table is missing",
        "{table: a.b, set: {a: 1}} | :1:1: where is missing",
        "{table: a.b, where: x} | :1:21: where: it goes with set, which is not there",
        "{table: a.b, set: {a: '1; drop table b'}, where: x} | set.a: 1; drop table b is not valid: expected is one piece of SQL, without a semicolon",
        "{table: a.b, set: {a: '1 -- x'}, where: x} | set.a: 1 -- x is not valid: expected is one piece of SQL, without a comment or a semicolon",
        "{table: a.b, set: {a: '1) from c where (true'}, where: x} | expected is SQL whose brackets are closed in order",
        "{table: a.b, set: {a: '(1'}, where: x} | expected is SQL whose brackets are all closed",
        "{table: a.b, set: {a: 'x ? 1'}, where: x} | expected is SQL without parameters",
        "{table: a.b, set: {a: 1, A: 2}, where: x} | set.A: it is there twice",
        "{table: a.b, set: {a: 1}, where: x, batch: {target: 5}} | batch.target: 5 is not valid: expected is a duration",
        "{table: a.b, set: {a: 1}, where: x, batch: {stripes: 65}} | batch.stripes: 65 is not valid: expected is auto, or a number from 1 to 64",
        "{table: a.b, set: {a: 1}, where: x, throttle: {walRate: 64MB}} | throttle.walRate: 64MB is not valid: expected is a size in a second, such as 64MB/s",
        "{table: a.b, set: {a: 1}, where: x, throttle: {niceRatio: 200}} | throttle.niceRatio: 200 is not valid: expected is a number from 0 to 100, such as 4 or 0.5",
        "{table: a.b, set: {a: 1}, where: x, throttle: {replicalag: 2s}} | throttle.replicalag: there is no such key; the nearest is replicaLag",
        "{table: a.b, set: {a: 1}, where: x, window: '22:00-22:00 UTC'} | window: 22:00-22:00 UTC is not valid",
        "{table: a.b, set: {a: 1}, where: x, window: '22:00-06:00 Europe/Berlni'} | there is no zone Europe/Berlni",
        "{table: a.b, columns: [{from: a, to: b}]} | columns: type is missing",
        "{table: a.b, columns: [{from: a, to: a, type: int}]} | columns: each column can be in one pair only",
        "{table: a.b, columns: [{from: a, to: b, type: int, using: a}]} | columns: back is needed beside using",
        "{table: a.b, columns: [], set: {a: 1}} | at least one pair of columns",
        "{table: a.b, columns: [{from: a, to: b, type: int}], set: {a: 1}, where: x} | set: it cannot stand beside columns",
        "{table: a.b, table: a.b} | :1:21: table: it is there twice",
        "[a] | :1:1: expected are keys with values",
        "{table: [a]} | table: expected is a single value",
        "{table: | (this is no YAML)",
      })
  void aMistakeIsNamedWithItsPlaceAndItsCure(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(FILE + ":1:")
        .hasMessageContaining(message);
  }

  /** The server would make a column of another name, that nobody finds again. */
  @Test
  void whatTheServerWouldCutOffIsNoName() throws Exception {
    var longest = "ä".repeat(31) + "x";
    assertThat(parse("{table: a.b, set: {" + longest + ": 1}, where: x}").written())
        .containsExactly(longest);
    for (var name : List.of("x".repeat(64), "ä".repeat(32), "'\"" + "X".repeat(64) + "\"'")) {
      for (var text :
          List.of(
              "{table: a.b, columns: [{from: a, to: " + name + ", type: int}]}",
              "{table: a.b, columns: [{from: " + name + ", to: a, type: int}]}",
              "{table: a.b, set: {" + name + ": 1}, where: x}")) {
        assertThatThrownBy(() -> parse(text))
            .isInstanceOf(SpecException.class)
            .hasMessageContaining("a name of 63 bytes at most");
      }
    }
  }

  @Test
  void whatIsNoTextIsNamed(@TempDir Path folder) throws Exception {
    var file = Files.write(folder.resolve("latin.yaml"), new byte[] {'#', (byte) 0xE4, '\n'});
    assertThatThrownBy(() -> SpecFile.read(file))
        .isInstanceOf(SpecException.class)
        .hasMessage(file + " is no text in UTF-8; save it as such");
  }

  @Test
  void anEmptyFileSaysSo() {
    assertThatThrownBy(() -> parse("# nothing\n")).hasMessage(FILE + ": the file is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"int-to-bigint.yaml", "with-expressions.yaml", "fill.yaml"})
  void theExamplesOfTheDocumentationAreRead(String name) throws IOException {
    var folder = Path.of("..", "docs", "examples", "backfill");
    assertThat(SpecFile.read(folder.resolve(name)).written()).isNotEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(3);
    }
  }
}
