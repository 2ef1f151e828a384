package io.safeddl.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** What the demo prints. */
record Console(PrintWriter out) {
  private static final int WIDTH = 72;

  void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }

  /** One run, statement by statement. */
  void print(String title, Run run) {
    say("");
    say("%-76s %9s %9s  %s", title, "took", "stall", "");
    for (var event : run.events()) {
      say(
          "%-3s %-72s %9s %9s  %s",
          event.label(),
          cut(event.what()),
          Html.duration(event.tookMs()),
          Html.duration(run.figures(event).longestStallMs()),
          event.answer().kind().word());
    }
  }

  /** What was refused, and why; what was rewritten, and how. */
  void printAnswers(Run safe) {
    for (var event : safe.events()) {
      var answer = event.answer();
      if (answer.kind() == Answer.Kind.DONE) {
        continue;
      }
      say("");
      say("%s: %s", answer.kind().word().toUpperCase(Locale.ROOT), event.what());
      answer.messages().forEach(message -> message.lines().forEach(line -> say("    %s", line)));
    }
  }

  void compare(Run plain, Run safe) {
    var p = plain.figures();
    var s = safe.figures();
    say("");
    say("%-16s %14s %14s", "", "longest stall", "p99");
    say("%-16s %14s %14s", "plain", Html.duration(p.longestStallMs()), Html.duration(p.p99Ms()));
    say("%-16s %14s %14s", "SafeDDL", Html.duration(s.longestStallMs()), Html.duration(s.p99Ms()));
  }

  /** The plain statement beside what was done in its place. */
  void printChange(Run plain, ExpandContract change) {
    var event = ExpandContract.counterpart(plain);
    var p = plain.figures(event);
    var s = change.run().figures();
    change.run().events().stream()
        .filter(it -> it.answer().kind() == Answer.Kind.FAILED)
        .forEach(it -> it.answer().messages().forEach(line -> say("    %s", line)));
    change.run().log().errors().stream().distinct().forEach(error -> say("    %s", error));
    say("");
    say(
        "%-48s %14s %14s",
        "int to bigint, %,d rows".formatted(change.rows()), "longest stall", "p99");
    say(
        "%-48s %14s %14s",
        "plain ALTER COLUMN TYPE", Html.duration(p.longestStallMs()), Html.duration(p.p99Ms()));
    say(
        "%-48s %14s %14s",
        "expand to contract, %,d rows differ".formatted(change.differences()),
        Html.duration(s.longestStallMs()),
        Html.duration(s.p99Ms()));
  }

  private static String cut(String text) {
    var line = text.replaceAll("\\s+", " ");
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
  }
}
