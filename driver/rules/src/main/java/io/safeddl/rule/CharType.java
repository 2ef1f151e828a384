package io.safeddl.rule;

import java.util.List;

/** A type that pads with blanks. */
final class CharType implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofDesign("char-type", "A column is of type char(n)");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    return DefinedColumns.findings(
        question,
        INFO,
        column -> column.type().name().name().equals("bpchar") && !column.type().isArray(),
        "is padded with blanks to its length, takes no less room than text and compares in another way.",
        "text");
  }
}
