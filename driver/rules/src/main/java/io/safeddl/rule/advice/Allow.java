package io.safeddl.rule.advice;

/** How a user lets one statement through. */
public final class Allow {
  private Allow() {}

  /** The remark that says so. */
  public static String comment(String ruleId) {
    return "to run it as it is, in a maintenance window, put this before it:\n/* safeddl:allow "
        + ruleId
        + ": <the reason> */";
  }
}
