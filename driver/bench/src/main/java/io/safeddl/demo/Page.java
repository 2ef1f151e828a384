package io.safeddl.demo;

import io.safeddl.bench.traffic.Figures;
import io.safeddl.bench.traffic.TrafficShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code report.html}: one page without any resource beside it. */
record Page(Run plain, Run safe, ExpandContract change, TrafficShape shape, String server) {
  private static final String TEMPLATE = "report.html";

  /** A stall that users notice. */
  private static final double BAD_MS = 1_000;

  void write(Path file) throws IOException {
    Files.writeString(file, html());
  }

  private String html() throws IOException {
    return template()
        .replace("${subtitle}", Html.escape(subtitle()))
        .replace("${tiles}", tiles())
        .replace("${chart}", chart())
        .replace("${table}", table())
        .replace("${change}", retyped())
        .replace("${method}", Html.escape(method()));
  }

  private static String template() throws IOException {
    try (var in = Page.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IOException(TEMPLATE + " is missing beside " + Page.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String subtitle() {
    return String.format(
        Locale.ROOT,
        "One release against a table of %,d rows under traffic, twice: over jdbc:postgresql: and"
            + " over jdbc:safeddl:postgresql:. Nothing else was changed. %s.",
        shape.rows(),
        server);
  }

  private String method() {
    return String.format(
        Locale.ROOT,
        "%d clients read and %d update single rows by key, each starting %d operations a second on"
            + " a fixed schedule. A latency counts from the moment the operation was meant to"
            + " start, so what waits behind a stalled query counts its waiting too. Where the table"
            + " says so, a report had read the table and kept its transaction open while the"
            + " statement came. Both runs began with the same data, and everything ran on one"
            + " machine, so builds and rewrites also cost the application processor time.",
        shape.readers(),
        shape.writers(),
        shape.perSecond());
  }

  private String tiles() {
    var p = plain.figures();
    var s = safe.figures();
    return """
        <div class="tiles">
        %s
        %s
        <div class="tile"><div class="name">Longest stall, plain : SafeDDL</div>
        <div class="big">%s</div><div class="rest">%s</div></div>
        </div>
        """
        .formatted(
            tile("plain", "Plain pgjdbc, longest stall", p),
            tile("safe", "SafeDDL, longest stall", s),
            Math.round(p.longestStallMs() / s.longestStallMs()) + " : 1",
            count(Answer.Kind.REWRITTEN)
                + " rewritten, "
                + count(Answer.Kind.REFUSED)
                + " refused, "
                + count(Answer.Kind.DONE)
                + " run as written");
  }

  private long count(Answer.Kind kind) {
    return safe.events().stream().filter(e -> e.answer().kind() == kind).count();
  }

  private static String tile(String style, String name, Figures figures) {
    return """
        <div class="tile %s"><div class="name">%s</div><div class="big">%s</div>
        <div class="rest">99 %% of %,d operations: at most %s</div></div>
        """
        .formatted(
            style,
            name,
            Html.duration(figures.longestStallMs()),
            figures.operations(),
            Html.duration(figures.p99Ms()));
  }

  private String chart() {
    return Chart.of(List.of(plain, safe), List.of("Plain pgjdbc", "SafeDDL"));
  }

  /** What was refused, and carried out by the backfill tool. */
  private String retyped() {
    var event = ExpandContract.counterpart(plain);
    var p = plain.figures(event);
    var s = change.run().figures();
    var rows = new StringBuilder();
    for (var phase : change.run().events()) {
      rows.append(
          """
          <tr><td class="no">%s</td><td>%s%s<br><code>%s</code></td>%s</tr>
          """
              .formatted(
                  phase.label(),
                  Html.escape(phase.reason()),
                  underReport(phase),
                  Html.escape(phase.what()),
                  cells(change.run(), phase)));
    }
    return """
        <p class="muted">%s</p>
        <div class="tiles">
        %s
        %s
        <div class="tile"><div class="name">Rows that differ behind the cutover</div>
        <div class="big">%,d</div><div class="rest">of %,d</div></div>
        </div>
        <figure>
        %s</figure>
        <div class="scroll">
        <table>
        <thead><tr><th></th><th>Phase</th><th class="n safe">took</th><th class="n safe">stall</th></tr></thead>
        <tbody>
        %s</tbody></table>
        </div>
        """
        .formatted(
            "The statement that SafeDDL refused, done by safeddl-backfill while the application"
                + " went on: a second column beside the key, filled in batches and kept right by a"
                + " trigger, with a key of its own, takes the name of the first.",
            tile("plain", event.what() + ", longest stall", p),
            tile("safe", "Expand to contract, longest stall", s),
            change.differences(),
            change.rows(),
            Chart.of(List.of(change.run()), List.of("From expand to contract")),
            rows);
  }

  private static String underReport(Run.Event event) {
    return event.underReport() ? " <span class=\"muted\">(while a report reads)</span>" : "";
  }

  private String table() {
    var rows = new StringBuilder();
    for (var event : safe.events()) {
      rows.append(row(event));
    }
    return """
        <table>
        <thead><tr><th></th><th>Statement</th><th class="n plain">Plain: took</th>
        <th class="n plain">stall</th><th class="n safe">SafeDDL: took</th>
        <th class="n safe">stall</th><th>What SafeDDL did</th></tr></thead>
        <tbody>
        %s</tbody></table>
        """
        .formatted(rows);
  }

  private String row(Run.Event event) {
    var counterpart =
        plain.events().stream()
            .filter(p -> p.label().equals(event.label()))
            .map(p -> cells(plain, p))
            .findFirst()
            .orElse("<td class=\"n\"></td><td class=\"n\"></td>");
    return """
        <tr><td class="no">%s</td><td>%s%s<br><code>%s</code></td>
        %s%s<td>%s</td></tr>
        """
        .formatted(
            event.label(),
            Html.escape(event.reason()),
            underReport(event),
            Html.escape(event.what()),
            counterpart,
            cells(safe, event),
            answer(event.answer()));
  }

  private static String cells(Run run, Run.Event event) {
    return "<td class=\"n\">%s</td>%s"
        .formatted(Html.duration(event.tookMs()), stall(run.figures(event)));
  }

  private static String stall(Figures figures) {
    var style = figures.longestStallMs() >= BAD_MS ? "n bad" : "n";
    return "<td class=\"%s\">%s</td>".formatted(style, Html.duration(figures.longestStallMs()));
  }

  private static String answer(Answer answer) {
    var chip =
        "<span class=\"chip %1$s\">%1$s</span> <span class=\"rule\">%2$s</span>"
            .formatted(answer.kind().word(), Html.escape(String.join(", ", answer.rules())));
    if (answer.messages().isEmpty()) {
      return chip;
    }
    var text = Html.escape(String.join("\n", answer.messages()));
    return "<details><summary>%s</summary><pre>%s</pre></details>".formatted(chip, text);
  }
}
