package io.safeddl.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.List;
import org.postgresql.core.TransactionState;

/**
 * A batch of texts of which the gate has to see one at least. It is judged as a whole, before its
 * first element runs, and sent as a whole where that can be. Where not, it is as near to pgjdbc's
 * one transaction as can be: under autocommit the elements between two that run outside any
 * transaction (a concurrent index build, say) are one transaction.
 */
final class GatedBatch {
  private static final String BETWEEN =
      "\n;\n"; // a line comment at the end of an element ends here
  private static final long[] APART = {};

  private final FunnelStatement statement;
  private final List<String> texts;
  private final List<String> judged;
  private final long[] counts;

  /** The elements that run outside any transaction. */
  private final BitSet outside = new BitSet();

  /**
   * @param texts the elements as the caller gave them
   * @param judged the same as pgjdbc sends them
   */
  GatedBatch(FunnelStatement statement, List<String> texts, List<String> judged) {
    this.statement = statement;
    this.texts = texts;
    this.judged = judged;
    this.counts = new long[texts.size()];
  }

  /**
   * Executes it.
   *
   * @return the update counts
   * @throws BatchUpdateException with as many counts as there are elements; {@link
   *     Statement#EXECUTE_FAILED} for each of which nothing stays
   */
  long[] execute() throws SQLException {
    long[] whole = executeWhole();
    if (whole.length > 0) {
      return whole;
    }
    int next;
    for (int from = 0; from < counts.length; from = next) {
      next = outside.get(from) ? from + 1 : endOfRun(from);
      executeTogether(from, next);
    }
    return counts;
  }

  private int endOfRun(int from) {
    int end = outside.nextSetBit(from);
    return end < 0 ? counts.length : end;
  }

  private long[] executeWhole() throws SQLException {
    Send<long[]> send =
        () -> {
          // Anew each time: a guard that lost its lock sends it once more.
          statement.delegate().clearBatch();
          for (String text : texts) {
            statement.delegate().addBatch(text);
          }
          return statement.delegate().executeLargeBatch();
        };
    try {
      return statement.enter(
          Call.ofBatch(statement, String.join(BETWEEN, judged), send, this::sendApart));
    } catch (BatchUpdateException e) {
      throw e;
    } catch (SQLException e) {
      throw Batches.failed(e, 0, counts, 0); // refused, or its locks were not to be had
    } finally {
      if (!statement.delegate().isClosed()) {
        statement.delegate().clearBatch();
      }
      statement.presentEnd();
    }
  }

  /** Notes the elements of the statements that begin at these offsets of the whole text. */
  private long[] sendApart(List<Integer> offsets) {
    for (int offset : offsets) {
      int element = 0;
      int end = judged.get(0).length();
      while (offset >= end && element + 1 < judged.size()) {
        element++;
        end += BETWEEN.length() + judged.get(element).length();
      }
      outside.set(element);
    }
    return APART;
  }

  private void executeTogether(int from, int to) throws SQLException {
    boolean inTransaction =
        !statement.connection().getAutoCommit()
            || statement.connection().delegate().getTransactionState() != TransactionState.IDLE;
    boolean wrapped = !inTransaction && to - from > 1;
    int at = from;
    try {
      if (wrapped) {
        control("BEGIN");
      }
      for (; at < to; at++) {
        counts[at] = execute(texts.get(at));
      }
      if (wrapped) {
        control("COMMIT");
      }
    } catch (SQLException e) {
      if (wrapped) {
        rollBack(e);
      }
      throw Batches.failed(e, Math.min(at, to - 1), counts, inTransaction ? 0 : from);
    }
  }

  private long execute(String sql) throws SQLException {
    try {
      return statement.enter(
          sql, false, () -> statement.delegate().executeLargeUpdate(sql), () -> 0L);
    } finally {
      statement.presentEnd();
    }
  }

  /** By a statement of its own, so that the batch keeps its warnings. */
  private void control(String sql) throws SQLException {
    try (Statement plain = statement.connection().createStatement()) {
      plain.execute(sql);
    }
  }

  private void rollBack(SQLException failure) {
    try {
      if (!statement.connection().isClosed()) {
        control("ROLLBACK");
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
