package io.safeddl.check.output;

import io.safeddl.rule.RuleInfo;

/** Where a rule is explained. */
final class Help {
  private Help() {}

  /** Its page in the project's documentation. */
  static String page(RuleInfo rule) {
    return "docs/rules/" + rule.id() + ".md";
  }
}
