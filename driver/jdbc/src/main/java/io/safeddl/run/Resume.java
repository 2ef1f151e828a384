package io.safeddl.run;

import io.safeddl.plan.Traces;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with a run of the journal where an attempt before this one stopped: the DDL that the
 * journal has is skipped, or its steps are completed; everything else runs.
 */
final class Resume {
  private final Journal journal;
  private final Session session;
  private final boolean early;

  /**
   * @param early a transaction may be committed before its end
   */
  Resume(Journal journal, Session session, boolean early) {
    this.journal = journal;
    this.session = session;
    this.early = early;
  }

  /** What the gate does with the parts of a text. */
  interface Parts {
    /** Judges and runs it as usual. */
    void run(String text) throws SQLException;

    /** Completes a statement that was begun; gives its steps. */
    List<RunStep> goOn(SourceStatement source, JournalRow row, JournalEntry entry)
        throws SQLException;

    /**
     * A statement was not run: what was allowed for it is used up.
     *
     * @param completed the steps, where it had only been begun
     */
    void passed(SourceStatement source, @Nullable List<RunStep> completed);
  }

  /**
   * True where the text may begin with, or go on with, an unfinished run. Where a transaction
   * begins with it that may be committed early, it has its lock from now on.
   *
   * @param limit the tool's own on its statement; zero for none
   */
  boolean concerns(Script script, Duration limit, CancelSignal cancel) throws SQLException {
    boolean begins =
        early && journal.isAtStart() && (session.inTransaction() || script.statements().size() > 1);
    for (SourceStatement source : script.statements()) {
      var statement = StatementReader.read(source);
      if (Traces.isDdl(statement)) {
        boolean idle = begins && !enters(source, statement, limit, cancel);
        boolean follows = journal.mayFollow(StatementText.hash(source));
        if (follows || !idle) {
          return follows;
        }
      }
    }
    return false;
  }

  /** False where the statement finds nothing to do, and is not the beginning. */
  private boolean enters(
      SourceStatement source, Statement statement, Duration limit, CancelSignal cancel)
      throws SQLException {
    var entry = JournalEntry.of(source, session.searchPath());
    if (AlreadySo.is(session, source, statement, entry.path())) {
      journal.passOver(entry);
      return false;
    }
    journal.enter(entry, limit, cancel);
    return true;
  }

  /**
   * Carries out the text.
   *
   * @return false where the text is a single statement that is to run as usual
   */
  boolean run(Script script, CancelSignal cancel, Parts parts) throws SQLException {
    var statements = script.statements();
    for (int i = 0; i < statements.size(); i++) {
      var source = statements.get(i);
      boolean last = i == statements.size() - 1;
      if (!Traces.isDdl(StatementReader.read(source))) {
        parts.run(text(script, i, i));
        continue;
      }
      var entry = JournalEntry.of(source, session.searchPath());
      var row = journal.follow(entry, cancel);
      if (row == null && statements.size() == 1) {
        return false;
      }
      if (row == null && (journal.isFollowing() || journal.isIdle(source))) {
        parts.run(text(script, i, i));
      } else if (row == null) {
        parts.run(text(script, i, statements.size() - 1));
        return true;
      } else {
        pass(source, entry, row, parts);
        if (!last && !journal.isFollowing()) {
          parts.run(text(script, i + 1, statements.size() - 1));
          return true;
        }
      }
    }
    return true;
  }

  private void pass(SourceStatement source, JournalEntry entry, JournalRow row, Parts parts)
      throws SQLException {
    if (row.done()) {
      journal.passed(row);
      parts.passed(source, null);
    } else {
      parts.passed(source, parts.goOn(source, row, entry));
    }
  }

  /** These statements, with the comments that stand before them. */
  private static String text(Script script, int from, int to) {
    var statements = script.statements();
    int start = from == 0 ? 0 : statements.get(from - 1).span().end();
    var text = script.text().substring(start, statements.get(to).span().end());
    return text.stripLeading().startsWith(";") ? text.stripLeading().substring(1) : text;
  }
}
