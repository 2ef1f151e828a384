package io.safeddl.check.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.safeddl.check.trace.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever reads no exit codes learns from the file that a trace has failed. */
class TraceFaultsTest {
  private static final String MORE =
      "The statement did more on PostgreSQL 18.4 than predicted, which is a mistake of SafeDDL:"
          + " rewrite public.a, seen rewritten.";

  private static Report broken() {
    var trace = new Trace("PostgreSQL 18.4", List.of(), List.of(), "the schema cannot be built");
    return Samples.of("clean.sql", "SELECT 1;").with(trace);
  }

  @Test
  void sarifHasNotifications() throws IOException {
    var sarif = Samples.text(new SarifOutput(Samples.PLACE), TraceTextTest.wrong());
    try (var in = TraceFaultsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      assertThat(in).isNotNull();
      Schemas.check(new String(in.readAllBytes(), StandardCharsets.UTF_8), sarif);
    }
    var invocation =
        JsonParser.parseString(sarif)
            .getAsJsonObject()
            .getAsJsonArray("runs")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("invocations")
            .get(0)
            .getAsJsonObject();
    assertThat(invocation.get("executionSuccessful").getAsBoolean()).isFalse();
    var notifications = invocation.getAsJsonArray("toolExecutionNotifications");
    var last = notifications.get(notifications.size() - 1).getAsJsonObject();
    assertThat(last.get("level").getAsString()).isEqualTo("error");
    assertThat(last.getAsJsonObject("message").get("text").getAsString()).isEqualTo(MORE);
    assertThat(last.getAsJsonArray("locations").toString()).contains("db/V2__a.sql");
  }

  @Test
  void gitlabHasAnIssue() {
    var issues =
        JsonParser.parseString(Samples.text(new GitlabOutput(Samples.PLACE), TraceTextTest.wrong()))
            .getAsJsonArray();
    assertThat(issues).hasSize(1);
    var issue = issues.get(0).getAsJsonObject();
    assertThat(issue.get("description").getAsString()).isEqualTo(MORE);
    assertThat(issue.get("severity").getAsString()).isEqualTo("critical");
    assertThat(issue.getAsJsonObject("location").get("path").getAsString())
        .isEqualTo("db/V2__a.sql");
    assertThat(Samples.text(new GitlabOutput(Samples.PLACE), broken()))
        .contains("the schema cannot be built", "\"path\": \"clean.sql\"");
  }

  @Test
  void githubAndJunitSayItToo() {
    assertThat(Samples.text(new GithubOutput(Samples.PLACE), TraceTextTest.wrong()))
        .contains("::error file=db/V2__a.sql,line=1,title=trace::" + MORE);
    assertThat(Samples.text(new GithubOutput(Samples.PLACE), broken()))
        .contains("::error title=trace::On PostgreSQL 18.4: the schema cannot be built.");
    assertThat(Samples.text(new JunitOutput(), TraceTextTest.wrong()))
        .contains(
            "<testsuites name=\"safeddl-check\" tests=\"2\" failures=\"1\"",
            "<testcase classname=\"trace\" name=\"fault 1 at db/V2__a.sql:1\">",
            "message=\"" + MORE + "\"");
  }

  @Test
  void withoutATraceNothingIsSaid() {
    var report = Samples.of("clean.sql", "SELECT 1;");
    assertThat(Samples.text(new SarifOutput(Samples.PLACE), report))
        .contains("\"executionSuccessful\": true");
    assertThat(Samples.text(new GitlabOutput(Samples.PLACE), report).strip()).isEqualTo("[]");
  }
}
