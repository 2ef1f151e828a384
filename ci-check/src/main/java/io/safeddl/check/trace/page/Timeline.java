package io.safeddl.check.trace.page;

import io.safeddl.check.trace.Agreement;
import io.safeddl.check.trace.LockSpan;
import io.safeddl.check.trace.Milliseconds;
import io.safeddl.check.trace.Trace;
import io.safeddl.check.trace.TracedStatement;
import io.safeddl.check.trace.TracedStatement.Outcome;
import io.safeddl.effect.LockMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The drawing: a row for the migrations, one for the statements, and one for each relation. */
final class Timeline {
  /** Pixels that a statement needs to be hit. */
  private static final int WIDTH = 14;

  private static final int WIDE_ENOUGH = 60;
  private static final int LONGEST = 90;

  private final Trace trace;
  private final Scale scale;
  private final StringBuilder out = new StringBuilder();

  /** A lock and the statement that took it. */
  private record Held(TracedStatement by, LockSpan lock) {}

  private Timeline(Trace trace) {
    this.trace = trace;
    this.scale = new Scale(trace);
  }

  /** The drawing of a trace; "" where nothing ran. */
  static String of(Trace trace) {
    if (trace.statements().isEmpty()) {
      return "";
    }
    var line = new Timeline(trace);
    line.draw();
    return line.out.toString();
  }

  private void draw() {
    var statements = trace.statements();
    out.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Time line\">")
        .append("<div class=\"chart")
        .append(statements.size() > WIDE_ENOUGH ? " dense" : "")
        .append("\" style=\"--w:")
        .append(statements.size() * WIDTH)
        .append("px\">\n");
    axis();
    open("row migrations", "migration");
    migrations();
    close();
    open("row statements", "statement");
    statements.forEach(this::mark);
    close();
    for (var row : relations().entrySet()) {
      open("row", row.getKey());
      row.getValue().forEach(this::bar);
      close();
    }
    out.append("</div></div>\n");
  }

  private void open(String css, String label) {
    var safe = Html.text(label);
    out.append("<div class=\"").append(css).append("\"><div class=\"label\" title=\"");
    out.append(safe).append("\">").append(safe).append("</div><div class=\"track\">");
  }

  private void close() {
    out.append("</div></div>\n");
  }

  /** Times at round steps, one for about each tenth of what fits a screen. */
  private void axis() {
    var wanted = Math.max(6, trace.statements().size() * WIDTH / 140);
    var step = step(scale.end() / wanted);
    out.append("<div class=\"row axis\" aria-hidden=\"true\"><div class=\"label\"></div>");
    out.append("<div class=\"track\">");
    for (long time = 0; time <= scale.end(); time += step) {
      out.append("<span class=\"tick\" style=\"").append(scale.style(time, time, 1)).append("\">");
      out.append(time == 0 ? "0" : Milliseconds.of(time)).append("</span>");
    }
    out.append("</div></div>\n");
  }

  /** The next of 1, 2 and 5 times a power of ten. */
  private static long step(long least) {
    for (long power = 1; ; power *= 10) {
      for (var factor : new int[] {1, 2, 5}) {
        if (power * factor >= least) {
          return power * factor;
        }
      }
    }
  }

  private void migrations() {
    var statements = trace.statements();
    for (var first = 0; first < statements.size(); ) {
      var name = statements.get(first).migration();
      var next = first;
      while (next < statements.size() && statements.get(next).migration().equals(name)) {
        next++;
      }
      var from = statements.get(first);
      var to = statements.get(next - 1);
      var end = next < statements.size() ? statements.get(next).start() : to.released();
      out.append("<a class=\"part\" href=\"#s").append(from.number()).append("\" style=\"");
      out.append(scale.style(from.start(), end, from.number()));
      out.append("\" data-tip=\"").append(Html.text(name)).append("&#10;");
      out.append(Html.text(from.place().file().name())).append("\">");
      out.append(Html.text(shortName(from))).append("</a>");
      first = next;
    }
  }

  /** A changeset's own name says more than that of the file with all of them. */
  private static String shortName(TracedStatement it) {
    return it.migration().contains("::") ? it.migration() : it.place().file().shortName();
  }

  private void mark(TracedStatement it) {
    var tip = it.number() + ". " + Html.brief(it.text(), LONGEST);
    out.append("<a class=\"mark ").append(css(it)).append("\" href=\"#s").append(it.number());
    out.append("\" style=\"").append(scale.style(it.start(), it.end(), it.number()));
    out.append("\" data-tip=\"").append(tip).append("&#10;");
    out.append(Html.text(it.where() + ", " + Milliseconds.of(it.end() - it.start())));
    out.append("&#10;").append(words(it)).append("\"><span>").append(it.number());
    out.append("</span></a>");
  }

  /** The worst of it. */
  static String css(TracedStatement it) {
    if (it.outcome() != Outcome.RAN) {
      return it.outcome() == Outcome.FAILED ? "failed" : "left-out";
    }
    return it.agreement().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The same in words. */
  static String words(TracedStatement it) {
    return switch (it.outcome()) {
      case FAILED -> "failed";
      case LEFT_OUT -> "left out";
      case RAN -> it.agreement() == Agreement.AGREES ? "as predicted" : it.agreement().words();
    };
  }

  /** The strongest and longest first. */
  private Map<String, List<Held>> relations() {
    var rows = new LinkedHashMap<String, List<Held>>();
    for (var statement : trace.statements()) {
      for (var lock : statement.locks()) {
        rows.computeIfAbsent(lock.relation(), it -> new ArrayList<>())
            .add(new Held(statement, lock));
      }
    }
    Comparator<Map.Entry<String, List<Held>>> order =
        Comparator.comparing(
                (Map.Entry<String, List<Held>> row) ->
                    row.getValue().stream()
                        .map(it -> it.lock().mode())
                        .max(LockMode::compareTo)
                        .orElse(LockMode.ACCESS_SHARE))
            .thenComparing(
                row -> row.getValue().stream().mapToLong(it -> it.lock().length()).max().orElse(0))
            .reversed();
    var sorted = new LinkedHashMap<String, List<Held>>();
    rows.entrySet().stream().sorted(order).forEach(it -> sorted.put(it.getKey(), it.getValue()));
    return sorted;
  }

  private void bar(Held held) {
    var lock = held.lock();
    var tip =
        lock.mode().sql()
            + " on "
            + lock.relation()
            + ", "
            + Milliseconds.of(lock.length())
            + "\n"
            + Strength.of(lock.mode()).words()
            + "\n";
    out.append("<a class=\"bar ").append(Strength.of(lock.mode()).css()).append("\" href=\"#s");
    out.append(held.by().number()).append("\" style=\"");
    out.append(scale.style(lock.from(), lock.to(), held.by().number())).append("\" aria-label=\"");
    out.append(Html.text(tip.replace("\n", ", "))).append("statement ");
    out.append(held.by().number()).append("\" data-tip=\"");
    out.append(Html.text(tip).replace("\n", "&#10;")).append(held.by().number()).append(". ");
    out.append(Html.brief(held.by().text(), LONGEST)).append("\"></a>");
  }
}
