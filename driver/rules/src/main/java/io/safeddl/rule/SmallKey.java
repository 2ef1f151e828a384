package io.safeddl.rule;

import java.util.List;

/** A key that runs out at two thousand million. */
final class SmallKey implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofDesign("small-key", "A primary key is a smallint or integer");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    return DefinedColumns.findings(
        question,
        INFO,
        column ->
            column.primaryKey()
                && (column.type().name().name().equals("int4")
                    || column.type().name().name().equals("int2")),
        "runs out of numbers at 2,147,483,647 at most, and to widen it later rewrites the table.",
        "bigint");
  }
}
