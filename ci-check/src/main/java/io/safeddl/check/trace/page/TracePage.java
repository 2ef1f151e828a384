package io.safeddl.check.trace.page;

import io.safeddl.check.trace.Agreement;
import io.safeddl.check.trace.LockSpan;
import io.safeddl.check.trace.Milliseconds;
import io.safeddl.check.trace.Trace;
import io.safeddl.observe.Difference.Aspect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page. All of it stands in one file, and its script only adds to what works without it. */
public final class TracePage {
  private static final String TEMPLATE = "trace.html";

  private TracePage() {}

  /** The page of a trace. */
  public static String of(Trace trace) {
    var page = template();
    // None of what is put in holds such a mark: all text of the user's is escaped.
    page = page.replace("<!--subtitle-->", Html.text(trace.summary()));
    page = page.replace("<!--tiles-->", tiles(trace));
    page = page.replace("<!--alert-->", alert(trace));
    page = page.replace("<!--legend-->", legend());
    page = page.replace("<!--chart-->", Timeline.of(trace));
    page = page.replace("<!--statements-->", StatementList.of(trace));
    return page.replace("<!--remarks-->", remarks(trace));
  }

  private static String template() {
    try (var in = Objects.requireNonNull(TracePage.class.getResourceAsStream(TEMPLATE), TEMPLATE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tiles(Trace trace) {
    var strongest =
        trace.statements().stream()
            .flatMap(it -> it.locks().stream())
            .filter(it -> it.mode().isStrong())
            .max(Comparator.comparingLong(LockSpan::length));
    var longest =
        strongest
            .map(
                it ->
                    tile(
                        "Longest lock that stops writes",
                        Milliseconds.of(it.length()),
                        it.mode().sql() + " on " + it.relation(),
                        Strength.of(it.mode()).css()))
            .orElseGet(
                () -> tile("Longest lock that stops writes", "none", "on what was there", ""));
    var work =
        Stream.of(Aspect.REWRITE, Aspect.SCAN, Aspect.BUILD)
            .map(aspect -> work(trace, aspect))
            .filter(it -> !it.isEmpty())
            .collect(Collectors.joining(", "));
    var wrong = trace.count(Agreement.MORE_HAPPENED) + trace.count(Agreement.LESS_HAPPENED);
    return longest
        + tile("All statements", Milliseconds.of(trace.end()), work, "")
        + tile(
            "Not as predicted",
            Long.toString(wrong),
            "of " + trace.statements().size() + " statements",
            trace.count(Agreement.MORE_HAPPENED) > 0 ? "reads" : "");
  }

  private static String work(Trace trace, Aspect aspect) {
    var count =
        trace.statements().stream()
            .flatMap(it -> it.compared().stream())
            .filter(it -> it.aspect() == aspect && !it.observed().isEmpty())
            .count();
    var word =
        switch (aspect) {
          case REWRITE -> "table rewrite";
          case SCAN -> "table scan";
          default -> "index build";
        };
    return count == 0 ? "" : count + " " + word + (count == 1 ? "" : "s");
  }

  private static String tile(String name, String big, String rest, String css) {
    return "<div class=\"tile "
        + css
        + "\"><div class=\"name\">"
        + name
        + "</div><div class=\"big\">"
        + big
        + "</div><div class=\"rest\">"
        + (rest.isEmpty() ? "no rewrite, no scan, no build" : Html.text(rest))
        + "</div></div>\n";
  }

  private static String alert(Trace trace) {
    if (!trace.failure().isEmpty()) {
      return "<p class=\"alert\">" + Html.text(trace.failure()) + "</p>\n";
    }
    return trace.statements().stream()
        .filter(it -> !it.message().isEmpty() && Timeline.css(it).equals("failed"))
        .findFirst()
        .map(
            it ->
                "<p class=\"alert\">"
                    + Html.text(it.where() + " failed: " + it.message())
                    + "</p>\n")
        .orElse("");
  }

  private static String legend() {
    return Stream.of(Strength.values())
        .map(
            it ->
                "<span class=\"item\"><span class=\"key "
                    + it.css()
                    + "\"></span>"
                    + it.words()
                    + "</span>")
        .collect(Collectors.joining("\n"));
  }

  private static String remarks(Trace trace) {
    return trace.remarks().stream()
        .map(it -> "<p class=\"muted\">" + Html.text(it) + "</p>\n")
        .collect(Collectors.joining());
  }
}
