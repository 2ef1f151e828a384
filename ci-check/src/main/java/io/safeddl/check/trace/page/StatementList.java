package io.safeddl.check.trace.page;

import io.safeddl.check.trace.Agreement;
import io.safeddl.check.trace.Compared;
import io.safeddl.check.trace.Milliseconds;
import io.safeddl.check.trace.Trace;
import io.safeddl.check.trace.TracedStatement;
import io.safeddl.check.trace.TracedStatement.Outcome;
import java.util.Locale;

/** Every statement with what was predicted and seen, to be opened. */
final class StatementList {
  /** So few may all be open from the start. */
  private static final int FEW = 12;

  private static final int LONGEST = 160;

  private StatementList() {}

  static String of(Trace trace) {
    var out = new StringBuilder();
    var open = trace.statements().size() <= FEW;
    for (var statement : trace.statements()) {
      write(statement, open || isRemarkable(statement), out);
    }
    return out.toString();
  }

  private static boolean isRemarkable(TracedStatement it) {
    return it.outcome() == Outcome.FAILED || it.agreement().compareTo(Agreement.AGREES) > 0;
  }

  private static void write(TracedStatement it, boolean open, StringBuilder out) {
    out.append("<details class=\"statement ").append(Timeline.css(it));
    out.append(isRemarkable(it) ? " remarkable" : "").append("\" id=\"s").append(it.number());
    out.append(open ? "\" open>" : "\">").append("\n<summary><span class=\"no\">");
    out.append(it.number()).append("</span> <code class=\"sql\">");
    out.append(Html.brief(it.text(), LONGEST)).append("</code> <span class=\"ms\">");
    out.append(it.outcome() == Outcome.LEFT_OUT ? "" : Milliseconds.of(it.end() - it.start()));
    out.append("</span> <span class=\"chip\">").append(Timeline.words(it));
    out.append("</span></summary>\n<p class=\"muted\">").append(Html.text(it.where()));
    out.append(it.outsideTransaction() ? ", outside of a transaction" : "").append("</p>\n");
    if (!Html.brief(it.text(), LONGEST).equals(Html.text(it.text()))) {
      out.append("<pre>").append(Html.text(it.text())).append("</pre>\n");
    }
    if (!it.message().isEmpty()) {
      out.append("<p class=\"message\">").append(Html.text(it.message())).append("</p>\n");
    }
    table(it, out);
    for (var unknown : it.unknowns()) {
      out.append("<p class=\"muted\">Not known: ").append(Html.text(unknown)).append("</p>\n");
    }
    locks(it, out);
    out.append("</details>\n");
  }

  private static void table(TracedStatement it, StringBuilder out) {
    if (it.compared().isEmpty()) {
      return;
    }
    out.append("<div class=\"wide\"><table><thead><tr><th>what</th><th>relation</th>");
    out.append("<th>predicted</th><th>seen</th><th></th></tr></thead><tbody>\n");
    it.compared().forEach(row -> row(row, out));
    out.append("</tbody></table></div>\n");
  }

  private static void row(Compared it, StringBuilder out) {
    var css = it.agreement().name().toLowerCase(Locale.ROOT).replace('_', '-');
    out.append("<tr class=\"").append(css).append("\"><td>");
    out.append(it.aspect().name().toLowerCase(Locale.ROOT)).append("</td><td><code>");
    out.append(Html.text(it.relation())).append("</code></td><td>");
    out.append(orDash(it.predicted())).append("</td><td>").append(orDash(it.observed()));
    out.append("</td><td class=\"verdict\">").append(it.agreement().words());
    out.append("</td></tr>\n");
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "–" : Html.text(text);
  }

  private static void locks(TracedStatement it, StringBuilder out) {
    if (it.locks().isEmpty()) {
      return;
    }
    out.append("<ul class=\"locks\">");
    for (var lock : it.locks()) {
      out.append("<li><span class=\"key ").append(Strength.of(lock.mode()).css());
      out.append("\"></span>").append(lock.mode().sql()).append(" on <code>");
      out.append(Html.text(lock.relation())).append("</code> for ");
      out.append(Milliseconds.of(lock.length())).append("</li>");
    }
    out.append("</ul>\n");
  }
}
