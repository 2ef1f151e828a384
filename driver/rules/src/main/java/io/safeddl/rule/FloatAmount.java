package io.safeddl.rule;

import io.safeddl.rule.DefinedColumns.Defined;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An amount of money in a type that cannot hold one tenth. */
final class FloatAmount implements Rule {
  private static final Set<String> AMOUNTS =
      Set.of(
          "amount",
          "balance",
          "charge",
          "cost",
          "discount",
          "fee",
          "net",
          "gross",
          "paid",
          "price",
          "salary",
          "subtotal",
          "tax",
          "total",
          "vat",
          "wage");

  private static final RuleInfo INFO =
      RuleInfo.ofDesign("float-amount", "An amount is a floating point number");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    return DefinedColumns.findings(
        question,
        INFO,
        FloatAmount::isAmount,
        "is a binary fraction, in which 0.1 cannot be written: sums are off by a little.",
        "numeric");
  }

  private static boolean isAmount(Defined column) {
    var type = column.type().name().name();
    if (!type.equals("float4") && !type.equals("float8")) {
      return false;
    }
    for (String word : column.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      if (AMOUNTS.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
