package io.safeddl.run;

import io.safeddl.plan.Decision;
import io.safeddl.plan.Step;
import io.safeddl.plan.Verdict;
import io.safeddl.rule.Finding;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what was found and what was changed, to the log and to the tool, which prints warnings. */
final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger("io.safeddl");

  private Announcer() {}

  /** After a statement was carried out. */
  static void announce(Execution<?> execution, Verdict verdict, boolean inTransaction) {
    if (verdict.decision() instanceof Decision.Replace replace) {
      replace.reasons().forEach(reason -> say(execution, reason(reason)));
      replace.remaining().forEach(finding -> say(execution, text(finding)));
    } else {
      verdict.decision().findings().forEach(finding -> say(execution, text(finding)));
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

  /** The statement was not run: an attempt before this one did it, or began it. */
  static void passed(Execution<?> execution, String sql, @Nullable List<RunStep> completed) {
    say(
        execution,
        "SafeDDL "
            + (completed == null
                ? "skipped this statement: the journal says that an attempt before this one, which"
                    + " was not committed to its end, has done it: "
                : "completed this statement, which an attempt before this one had begun, by: "
                    + completed.stream().map(s -> s.step().sql()).collect(Collectors.joining("; "))
                    + ". The statement: ")
            + sql);
  }

  /** The tool's transaction does not end where it thinks. */
  static void committedEarly(Consumer<SQLWarning> remarks, int statements) {
    var message =
        "SafeDDL committed the transaction before this statement, with the DDL in it ("
            + statements
            + (statements == 1 ? " statement" : " statements")
            + "), since this one runs outside of a transaction. A rollback does not take that back."
            + " The journal (table safeddl.journal) knows it until the migration is committed: if"
            + " it fails, run it again, and what is done is skipped";
    LOG.warn("{}", message);
    remarks.accept(new SQLWarning(message, SqlStates.WARNING));
  }

  /** The steps run without a journal. */
  static void unrecorded(Consumer<SQLWarning> remarks, String why) {
    var message =
        "SafeDDL runs the steps of this statement without its journal: "
            + why
            + ". If the migration is cut off, what it has done by then must be taken back by hand"
            + " before it can be run again";
    LOG.warn("{}", message);
    remarks.accept(new SQLWarning(message, SqlStates.WARNING));
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
    return reason(finding) + " Instead: " + finding.instead();
  }

  /** What is done instead is said by what is done. */
  private static String reason(Finding finding) {
    return "SafeDDL [" + finding.rule().id() + "] " + finding.message();
  }
}
