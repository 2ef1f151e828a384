package io.safeddl.run;

import io.safeddl.effect.TransactionContext.State;
import io.safeddl.jdbc.UnsafeDdlException;
import io.safeddl.plan.Decision;
import io.safeddl.plan.Verdict;
import io.safeddl.rule.Finding;
import io.safeddl.rule.Severity;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user reads when a statement is refused: enough to act on. */
final class Refusals {
  private static final int SHOWN = 200;

  private Refusals() {}

  /**
   * The refusal of a text, some of whose statements are refused.
   *
   * @param why it could not be done by steps outside the transaction, or null
   */
  static UnsafeDdlException of(List<Verdict> verdicts, @Nullable String why) {
    var text = new StringBuilder("SafeDDL refused this statement; nothing of it has run.");
    var findings = new ArrayList<Finding>();
    for (Verdict verdict : verdicts) {
      if (verdict.decision() instanceof Decision.Refuse refuse) {
        text.append("\n  ").append(inShort(verdict.source().text()));
        for (Finding finding : refuse.findings()) {
          findings.add(finding);
          text.append("\n[").append(finding.rule().id()).append("] ").append(finding.message());
          text.append("\nInstead: ").append(finding.instead());
        }
      }
    }
    if (why != null) {
      text.append('\n').append(why);
    }
    findings.stream()
        .filter(f -> f.severity() == Severity.ERROR)
        .findFirst()
        .ifPresent(f -> text.append(howToAllow(f.rule().id())));
    return new UnsafeDdlException(text.toString(), SqlStates.FEATURE_NOT_SUPPORTED, findings);
  }

  /**
   * Why a statement that has an online form is refused in this transaction all the same.
   *
   * @param worst what the transaction has done, in short, where it is known
   */
  static String whyNotOutside(
      State state, @Nullable String worst, boolean refuse, @Nullable String journal) {
    var cure =
        " Put this statement into a migration (Flyway: a file; Liquibase: a changeSet) of its own,"
            + " before or behind what else there is to do.";
    if (state == State.OTHER) {
      return "Outside of a transaction SafeDDL would do it without stopping anybody. But this"
          + " transaction has done what cannot be committed early, since a rollback could not take"
          + " it back: it has written data, set a savepoint, locked rows, opened a cursor, listens"
          + " or notifies, or is not READ COMMITTED and READ WRITE"
          + (worst == null ? "." : ". Here: " + worst + ".")
          + cure;
    }
    return "Outside of a transaction SafeDDL would do it without stopping anybody. But this"
        + " transaction has already changed the schema, and "
        + (refuse || journal == null
            ? "safeddl.transactions=refuse forbids to commit that early."
            : "to commit that early a journal is needed: " + journal + ".")
        + cure;
  }

  /** The refusal to go on with a run in a transaction that has done other things before. */
  static UnsafeDdlException ofGoingOn() {
    return new UnsafeDdlException(
        "SafeDDL refused this statement; nothing of it has run. An attempt before this one has"
            + " begun it, and it can only be completed outside of a transaction; but this one has"
            + " done what cannot be committed early. Run the statement first, or in a migration of"
            + " its own.",
        SqlStates.FEATURE_NOT_SUPPORTED,
        List.of());
  }

  /** The refusal of a statement that is not the one which an unfinished run goes on with. */
  static UnsafeDdlException ofAnother(JournalRow row, JournalEntry entry) {
    boolean samePath = row.path().equals(entry.path());
    return new UnsafeDdlException(
        "SafeDDL: an unfinished run of this migration is in the journal, and the migration has"
            + " changed since. The journal has:\n  "
            + row.start()
            + (samePath ? "" : "  (search_path " + row.path() + ")")
            + "\nand now comes:\n  "
            + entry.start()
            + (samePath ? "" : "  (search_path " + entry.path() + ")")
            + "\nThe statements of the journal up to that one are done"
            + (row.done() ? "; that one too" : ", that one is half done")
            + ". Nothing of the new one has run. Put the migration back to what it was and run it"
            + " again; or take back by hand what was done, then: safeddl-check journal forget --run "
            + row.run()
            + " (or DELETE FROM safeddl.journal WHERE run = '"
            + row.run()
            + "').",
        SqlStates.OBJECT_NOT_IN_PREREQUISITE_STATE,
        List.of());
  }

  /** The refusal of a text that would have to be sent in parts, and cannot. */
  static UnsafeDdlException ofPreparedParts() {
    return new UnsafeDdlException(
        "SafeDDL refused this prepared statement; nothing of it has run. It holds several"
            + " statements of which one must be replaced by steps outside the transaction. Execute"
            + " each statement by itself.",
        SqlStates.FEATURE_NOT_SUPPORTED,
        List.of());
  }

  /** The refusal of a text in which pgjdbc takes part of a comment for a statement. */
  static UnsafeDdlException ofAHiddenStatement() {
    return new UnsafeDdlException(
        "SafeDDL refused this text; nothing of it has run. pgjdbc would cut it at a semicolon that"
            + " stands in a comment, and send the rest of the comment as a statement. Take the"
            + " semicolon out of the comment.",
        SqlStates.FEATURE_NOT_SUPPORTED,
        List.of());
  }

  /** The refusal of a text that ends a failed transaction and does not stop there. */
  static UnsafeDdlException ofWhatFollowsAFailedTransaction() {
    return new UnsafeDdlException(
        "SafeDDL refused this text; nothing of it has run. The transaction has failed, so what"
            + " stands behind its end cannot be judged yet. Send the ROLLBACK or COMMIT by itself,"
            + " and then the rest.",
        SqlStates.FEATURE_NOT_SUPPORTED,
        List.of());
  }

  /**
   * The refusal of a block or procedure that ends transactions by itself, so that nothing could
   * bound how long it waits for its locks and holds them.
   *
   * @param e the server's, for its COMMIT within a transaction of ours
   */
  static UnsafeDdlException ofABlockThatCommits(SQLException e) {
    return new UnsafeDdlException(
        "SafeDDL refused this statement; nothing of it remains. It commits by itself, and between"
            + " its commits it takes a lock that stops the application on a large table: so its"
            + " locks can be neither taken without queueing nor bounded. Run the DDL in it as"
            + " statements of its own, before or behind the rest; or allow what is found in it by"
            + " a comment, /* safeddl:allow <rule>: your reason */.",
        SqlStates.FEATURE_NOT_SUPPORTED,
        e);
  }

  /** The refusal of PREPARE TRANSACTION for a transaction that holds a strong lock. */
  static UnsafeDdlException ofPreparing() {
    return new UnsafeDdlException(
        "SafeDDL refused PREPARE TRANSACTION. This transaction holds a lock that stops the"
            + " application, and once prepared it would hold it until somebody commits it, with"
            + " nobody to watch. Commit it instead.",
        SqlStates.FEATURE_NOT_SUPPORTED,
        List.of());
  }

  /**
   * The refusal of PREPARE TRANSACTION where the journal has rows that its commit must take away.
   */
  static UnsafeDdlException ofPreparingARun() {
    return new UnsafeDdlException(
        "SafeDDL refused PREPARE TRANSACTION. A part of this transaction has been committed early,"
            + " and the journal has to be told when the rest is; commit it instead.",
        SqlStates.FEATURE_NOT_SUPPORTED,
        List.of());
  }

  /**
   * The tool's own limit ended the wait for the locks, with the SQLSTATE that it has in pgjdbc.
   *
   * @param e says who is in the way
   */
  static UnsafeDdlException ofQueryTimeout(Duration limit, SQLException e) {
    return new UnsafeDdlException(
        "The statement's query timeout ("
            + Words.duration(limit)
            + ", Statement.setQueryTimeout) was over while it waited for its lock. "
            + e.getMessage(),
        SqlStates.QUERY_CANCELED,
        e);
  }

  private static String howToAllow(String rule) {
    return "\nTo run it as it is: write /* safeddl:allow "
        + rule
        + ": your reason */ before it, or run SET LOCAL safeddl.allow = '"
        + rule
        + ": your reason' just before it in the same transaction.";
  }

  private static String inShort(String sql) {
    return sql.length() <= SHOWN ? sql : sql.substring(0, SHOWN) + " ...";
  }
}
