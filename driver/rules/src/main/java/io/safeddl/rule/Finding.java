package io.safeddl.rule;

import io.safeddl.effect.LockMode;
import io.safeddl.effect.RelationRef;
import io.safeddl.sql.Span;
import org.jspecify.annotations.Nullable;

/**
 * A rule's word on a statement.
 *
 * @param rule the rule
 * @param severity the rule's own; the policy may change it
 * @param span the part of the script that it is about
 * @param relation the table concerned, or null
 * @param lock the lock that stops others, or null
 * @param message what happens, to which table (with its size), which lock, who is stopped, how long
 * @param instead the text to paste instead, or what to do; never empty
 */
public record Finding(
    RuleInfo rule,
    Severity severity,
    Span span,
    @Nullable RelationRef relation,
    @Nullable LockMode lock,
    String message,
    String instead) {
  /** A finding of the rule's own severity. */
  static Finding of(
      RuleInfo rule,
      Span span,
      @Nullable RelationRef relation,
      @Nullable LockMode lock,
      String message,
      String instead) {
    return new Finding(rule, rule.severity(), span, relation, lock, message, instead);
  }

  /** This finding with another severity. */
  public Finding withSeverity(Severity other) {
    return new Finding(rule, other, span, relation, lock, message, instead);
  }
}
