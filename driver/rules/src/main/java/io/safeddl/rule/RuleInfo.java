package io.safeddl.rule;

/**
 * What a rule is about; the pages in {@code docs/rules} derive from it.
 *
 * @param id kebab-case name, as used in {@code rules.<id>} and in allow-comments
 * @param title one line: the condition, not the cure
 * @param severity unless the policy says otherwise; {@link Severity#OFF} is not asked unless the
 *     policy wants it
 * @param group lock, transaction, compatibility, timeout, data, opaque or design
 * @param checkOnly it speaks of a change under review: of the release, the file, the style. The
 *     driver, which runs what has been reviewed, leaves it alone unless the user sets it
 */
public record RuleInfo(String id, String title, Severity severity, Group group, boolean checkOnly) {
  /** A rule of the driver and the checker. */
  public RuleInfo(String id, String title, Severity severity, Group group) {
    this(id, title, severity, group, false);
  }

  /** A rule of the checker alone. */
  static RuleInfo ofReview(String id, String title, Severity severity, Group group) {
    return new RuleInfo(id, title, severity, group, true);
  }

  /** A matter of taste, which nobody is told unless he asks. */
  static RuleInfo ofDesign(String id, String title) {
    return new RuleInfo(id, title, Severity.OFF, Group.DESIGN, true);
  }

  /** The groups of rules. */
  public enum Group {
    LOCK,
    TRANSACTION,
    COMPATIBILITY,
    TIMEOUT,
    DATA,
    OPAQUE,
    DESIGN
  }
}
