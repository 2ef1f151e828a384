package io.safeddl.check.output;

import io.safeddl.check.judge.Located;
import io.safeddl.rule.RuleInfo;
import java.util.Locale;

/** The words of enumerations, as they are told. */
final class Words {
  private Words() {}

  static String severity(Located found) {
    return lower(found.finding().severity());
  }

  static String group(RuleInfo rule) {
    return lower(rule.group());
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** In lower case, with spaces. */
  static String of(Enum<?> value) {
    return lower(value).replace('_', ' ');
  }

  /** {@code file:line}. */
  static String place(Located found) {
    return found.region().file().name() + ":" + found.region().start().line();
  }
}
