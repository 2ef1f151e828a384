package io.safeddl.rule;

import java.util.List;

/** A time that is no moment. */
final class TimestampType implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofDesign(
          "timestamp-without-zone", "A column is of type timestamp without time zone");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    return DefinedColumns.findings(
        question,
        INFO,
        column -> column.type().name().name().equals("timestamp"),
        "is no moment: what it means depends on who reads it.",
        "timestamptz");
  }
}
