package io.safeddl.run;

import io.safeddl.plan.Decision;
import io.safeddl.plan.Step;
import io.safeddl.plan.Verdict;
import io.safeddl.rule.Finding;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what was found and what was changed, to the log and to the tool, which prints warnings. */
final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger("io.safeddl");

  private Announcer() {}

  /** After a statement was carried out. */
  static void announce(Execution<?> execution, Verdict verdict, boolean inTransaction) {
    for (Finding finding : verdict.decision().findings()) {
      say(execution, text(finding));
    }
    if (verdict.decision() instanceof Decision.Replace replace
        && (inTransaction || !isAsWritten(replace, verdict))) {
      say(
          execution,
          (inTransaction
                  ? "SafeDDL ran in place of this statement, and outside of its transaction, so that"
                      + " a rollback does not take it back: "
                  : "SafeDDL ran in place of this statement: ")
              + replace.steps().stream().map(Step::sql).collect(Collectors.joining("; ")));
    }
  }

  /** VALIDATE CONSTRAINT, say, is run as it stands, only without the limits. */
  private static boolean isAsWritten(Decision.Replace replace, Verdict verdict) {
    return replace.steps().size() == 1
        && replace.steps().get(0).sql().equals(verdict.source().text());
  }

  /** Hands over what the server remarked on a statement that was sent by other means. */
  static Consumer<SQLWarning> remarks(Execution<?> execution) {
    return remark ->
        execution.warn(
            String.valueOf(remark.getMessage()),
            remark.getSQLState() == null ? SqlStates.WARNING : remark.getSQLState());
  }

  /** The transaction is over all the same, so this cannot be an error of it. */
  static void settingsNotPutBack(SQLException e) {
    LOG.error("the settings from before the rolled back transaction could not be put back", e);
  }

  /** After a rollback, which has done its work. */
  static void watchNotResumed(SQLException e) {
    LOG.warn("what a transaction holds after its rollback to a savepoint could not be read", e);
  }

  private static void say(Execution<?> execution, String message) {
    LOG.warn("{}", message);
    execution.warn(message, SqlStates.WARNING);
  }

  /** A finding in one paragraph. */
  static String text(Finding finding) {
    return "SafeDDL ["
        + finding.rule().id()
        + "] "
        + finding.message()
        + " Instead: "
        + finding.instead();
  }
}
