package io.safeddl.check.trace.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.safeddl.check.source.Region;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.trace.Agreement;
import io.safeddl.check.trace.Compared;
import io.safeddl.check.trace.LockSpan;
import io.safeddl.check.trace.Trace;
import io.safeddl.check.trace.TracedStatement;
import io.safeddl.check.trace.TracedStatement.Outcome;
import io.safeddl.effect.LockMode;
import io.safeddl.observe.Difference.Aspect;
import io.safeddl.sql.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page, read as text and opened in a browser. */
class TracePageTest {
  private static final String EVIL = "<script>parent.hacked = window.hacked = 1</script>\"'&";

  @TempDir Path folder;

  private static TracedStatement statement(
      int number, String table, LockMode mode, Agreement agreement, Outcome outcome) {
    var sql = "ALTER TABLE " + table + " ADD COLUMN c" + number + " int";
    var file = new SourceFile("db/V" + number / 3 + "__" + table + ".sql", sql);
    var start = 1_000L * number * number;
    var end = start + 900L * number;
    var fails = outcome == Outcome.FAILED;
    return new TracedStatement(
        number,
        file.name(),
        Region.of(file, new Span(0, sql.length())),
        sql,
        "ALTER TABLE",
        outcome,
        fails ? "ERROR: " + EVIL : "",
        false,
        start,
        end,
        end + 100,
        List.of(new Compared(Aspect.LOCK, "public." + table, mode.sql(), mode.sql(), agreement)),
        List.of(),
        List.of(new LockSpan("public." + table, mode, start, end + 100)));
  }

  private static Trace difficult() {
    var statements = new ArrayList<TracedStatement>();
    var modes = LockMode.values();
    for (var i = 1; i <= 9; i++) {
      statements.add(statement(i, "t" + i, modes[i % modes.length], Agreement.AGREES, Outcome.RAN));
    }
    statements.add(
        statement(10, EVIL, LockMode.ACCESS_EXCLUSIVE, Agreement.MORE_HAPPENED, Outcome.RAN));
    statements.add(
        statement(11, "x".repeat(63), LockMode.SHARE, Agreement.NOT_COMPARED, Outcome.FAILED));
    return new Trace("PostgreSQL 18.4", statements, List.of("A remark " + EVIL), "");
  }

  private static Trace large() {
    var statements = new ArrayList<TracedStatement>();
    for (var i = 1; i <= 500; i++) {
      statements.add(statement(i, "t" + i % 90, LockMode.SHARE, Agreement.AGREES, Outcome.RAN));
    }
    return new Trace("PostgreSQL 18.4", statements, List.of(), "");
  }

  @Test
  void nothingOfTheUsersIsMarkup() {
    var page = TracePage.of(difficult());
    assertThat(page).doesNotContain("<script>parent").contains("&lt;script&gt;parent");
    assertThat(page.split("<script", -1)).hasSize(2);
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    var page = TracePage.of(difficult());
    assertThat(page).contains("default-src 'none'");
    assertThat(page).doesNotContain("<link", "<img", "@import", "url(", "src=");
    var links = Pattern.compile("href=\"([^\"]*)\"").matcher(page);
    while (links.find()) {
      assertThat(links.group(1)).startsWith("#");
      assertThat(page).contains("id=\"" + links.group(1).substring(1) + "\"");
    }
  }

  @Test
  void aTraceOfNothingIsAPage() {
    assertThat(TracePage.of(new Trace("PostgreSQL 18.4", List.of(), List.of(), "it failed")))
        .contains("<p class=\"alert\">it failed</p>")
        .doesNotContain("class=\"chart\"");
  }

  @Test
  void aBrowserDrawsItWideAndNarrow() throws Exception {
    var both = examined(difficult());
    for (var id : List.of("wide", "narrow")) {
      var seen = both.getAsJsonObject(id);
      assertThat(seen.get("ready").getAsString()).isEqualTo("true");
      assertThat(seen.get("overflow").getAsInt()).as(id + ": " + seen).isZero();
      assertThat(seen.get("bars").getAsInt()).isEqualTo(11);
      assertThat(seen.get("marks").getAsInt()).isEqualTo(11);
      assertThat(seen.get("labels").toString()).contains("public." + "x".repeat(63));
      assertThat(seen.get("resources").getAsInt()).isZero();
      assertThat(seen.get("hacked").getAsString()).isEqualTo("undefined");
      assertThat(seen.get("scripts").getAsInt()).isOne();
      assertThat(seen.get("inside").getAsBoolean()).isTrue();
      assertThat(seen.get("colours").getAsInt()).isEqualTo(Strength.values().length);
      assertThat(seen.get("evenByOrder").getAsBoolean()).isTrue();
      assertThat(seen.get("unevenByTime").getAsBoolean()).isTrue();
      assertThat(seen.get("stops").getAsInt()).isOne();
      assertThat(seen.get("tip").getAsString())
          .startsWith("1. ALTER TABLE t1 ADD")
          .contains("as predicted");
      assertThat(seen.get("tipInside").getAsBoolean()).isTrue();
      assertThat(seen.get("right").getAsInt()).isOne();
      assertThat(seen.get("down").getAsString()).startsWith("bar ");
      assertThat(seen.get("escaped").getAsBoolean()).isTrue();
      assertThat(seen.get("opened").getAsBoolean()).isTrue();
      assertThat(seen.get("all").getAsInt()).isEqualTo(11);
      assertThat(seen.get("only").getAsInt()).isEqualTo(2);
    }
  }

  @Test
  void aBrowserDrawsFiveHundredStatements() throws Exception {
    var seen = examined(large()).getAsJsonObject("narrow");
    assertThat(seen.get("overflow").getAsInt()).as(seen.toString()).isZero();
    assertThat(seen.get("marks").getAsInt()).isEqualTo(500);
    assertThat(seen.get("labels").getAsJsonArray()).hasSize(92);
    assertThat(seen.get("inside").getAsBoolean()).isTrue();
    assertThat(seen.get("opened").getAsBoolean()).isTrue();
  }

  private JsonObject examined(Trace trace) throws IOException, InterruptedException {
    var browser = Browser.find();
    assumeTrue(
        browser.isPresent(),
        "no chromium, google-chrome or chrome on the path, and no -Dsafeddl.browser=PATH");
    var harness = folder.resolve("harness.html");
    Files.writeString(harness, resource().replace("<!--page-->", Html.text(TracePage.of(trace))));
    var profile = Files.createTempDirectory(folder, "profile");
    var dom = browser.orElseThrow().open(harness, profile);
    var result = Pattern.compile("<pre id=\"result\">([^<]*)</pre>").matcher(dom);
    assertThat(result.find()).as("the browser's answer").isTrue();
    var json = result.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    var all = JsonParser.parseString(json).getAsJsonObject();
    assertThat(all.get("error")).as(json).isNull();
    return all;
  }

  private static String resource() throws IOException {
    try (var in = Objects.requireNonNull(TracePageTest.class.getResourceAsStream("harness.html"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
