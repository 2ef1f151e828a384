package io.safeddl.check.output;

import io.safeddl.rule.Severity;

/** Colours, where they are wanted (ECMA-48, SGR). */
record Paint(boolean on) {
  private static final String RESET = "\u001B[0m";

  String severity(Severity severity, String text) {
    return paint(severity == Severity.ERROR ? "1;31" : "1;33", text);
  }

  String bold(String text) {
    return paint("1", text);
  }

  String dim(String text) {
    return paint("2", text);
  }

  String sql(String text) {
    return paint("32", text);
  }

  private String paint(String code, String text) {
    return on ? "\u001B[" + code + "m" + text + RESET : text;
  }
}
