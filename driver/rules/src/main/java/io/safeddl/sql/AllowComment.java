package io.safeddl.sql;

/**
 * A user's permission for one rule on one statement.
 *
 * @param ruleId the rule, for instance {@code table-rewrite}
 * @param reason why it may be; never blank
 * @param span the comment in the script, or the value in the SET statement's script
 */
public record AllowComment(String ruleId, String reason, Span span) {}
