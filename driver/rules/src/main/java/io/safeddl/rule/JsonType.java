package io.safeddl.rule;

import java.util.List;

/** A type without equality. */
final class JsonType implements Rule {
  private static final RuleInfo INFO = RuleInfo.ofDesign("json-type", "A column is of type json");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    return DefinedColumns.findings(
        question,
        INFO,
        column -> column.type().name().name().equals("json"),
        "is kept as text: it cannot be compared, indexed or used in DISTINCT, and is parsed at each use.",
        "jsonb");
  }
}
