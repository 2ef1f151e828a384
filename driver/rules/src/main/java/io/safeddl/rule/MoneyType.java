package io.safeddl.rule;

import java.util.List;

/** A type whose meaning depends on the locale. */
final class MoneyType implements Rule {
  private static final RuleInfo INFO = RuleInfo.ofDesign("money-type", "A column is of type money");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    return DefinedColumns.findings(
        question,
        INFO,
        column -> column.type().name().name().equals("money"),
        "has the currency and the digits of the server's lc_monetary, whichever that is at the time.",
        "numeric(19,4)");
  }
}
