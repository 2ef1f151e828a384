package io.safeddl.rule;

/**
 * What a rule is about; the pages in {@code docs/rules} derive from it.
 *
 * @param id kebab-case name, as used in {@code rules.<id>} and in allow-comments
 * @param title one line: the condition, not the cure
 * @param severity unless the policy says otherwise
 * @param group lock, transaction, compatibility, timeout, data, opaque or design
 */
public record RuleInfo(String id, String title, Severity severity, Group group) {
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
