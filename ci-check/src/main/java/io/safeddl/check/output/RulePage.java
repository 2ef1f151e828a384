package io.safeddl.check.output;

import io.safeddl.rule.RuleInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page on which a rule is explained: the same as in the project's documentation. */
public final class RulePage {
  private RulePage() {}

  /** Where the page is in the project's documentation. */
  static String path(RuleInfo rule) {
    return "docs/rules/" + rule.id() + ".md";
  }

  /** The page, as Markdown; what links to other pages of the documentation is plain text in it. */
  public static String markdown(RuleInfo rule) {
    var name = "/io/safeddl/check/pages/" + rule.id() + ".md";
    try (var in = RulePage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the page of " + rule.id() + " is missing");
      }
      var page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var footer = page.lastIndexOf("\n[All rules](");
      return (footer < 0 ? page : page.substring(0, footer))
              .replaceAll("\\[([^\\]]*)\\]\\((?!https?:)[^)\\s]*\\)", "$1")
              .strip()
          + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
