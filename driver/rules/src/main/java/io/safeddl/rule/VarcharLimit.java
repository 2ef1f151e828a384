package io.safeddl.rule;

import java.util.List;

/** A limit that is in the type. */
final class VarcharLimit implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofDesign("varchar-limit", "A column's text is limited by its type");

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
            column.type().name().name().equals("varchar") && !column.type().modifiers().isEmpty(),
        "has its limit in its type: to lower it rewrites the table. A CHECK on the length of a text column is changed online.",
        "text");
  }
}
