package io.safeddl.run;

import io.safeddl.plan.Traces;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with a run of the journal where an attempt before this one stopped: the DDL that the
 * journal has is skipped, or its steps are completed; everything else runs.
 */
final class Resume {
  private final Journal journal;
  private final Session session;

  Resume(Journal journal, Session session) {
    this.journal = journal;
    this.session = session;
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

  /** True where the text may begin with, or go on with, an unfinished run. */
  boolean concerns(Script script) throws SQLException {
    for (SourceStatement source : script.statements()) {
      if (Traces.isDdl(StatementReader.read(source))) {
        return journal.mayFollow(StatementText.hash(source));
      }
    }
    return false;
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
      if (row == null && journal.isFollowing()) {
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
