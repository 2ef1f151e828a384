package io.safeddl.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** Batches whose elements are executed one by one, since one of them has to be looked at. */
final class Batches {
  /** Executes one element and gives its update count. */
  @FunctionalInterface
  interface Element {
    long execute(String sql) throws SQLException;
  }

  private Batches() {}

  /**
   * Executes the elements in order and stops at the first error.
   *
   * @param autoCommit whether each element is a transaction of its own
   * @throws BatchUpdateException with the counts of the elements that were executed before
   */
  static long[] oneByOne(List<String> texts, boolean autoCommit, Element element)
      throws BatchUpdateException {
    long[] counts = new long[texts.size()];
    for (int i = 0; i < counts.length; i++) {
      try {
        counts[i] = element.execute(texts.get(i));
      } catch (SQLException e) {
        throw failed(e, i, counts, autoCommit);
      }
    }
    return counts;
  }

  /**
   * The error of the element at an index. As with pgjdbc the counts are as many as the elements,
   * and {@link Statement#EXECUTE_FAILED} for those of which nothing stays: the failed one and those
   * behind it, and within a transaction, which has failed as a whole, all.
   */
  static BatchUpdateException failed(
      SQLException cause, int index, long[] counts, boolean autoCommit) {
    Arrays.fill(counts, autoCommit ? index : 0, counts.length, Statement.EXECUTE_FAILED);
    var e =
        new BatchUpdateException(
            "Batch entry " + index + " failed: " + cause.getMessage(),
            cause.getSQLState(),
            cause.getErrorCode(),
            counts,
            cause);
    e.setNextException(cause); // pgjdbc's callers look there
    return e;
  }

  /** Counts beyond an int are {@link Statement#SUCCESS_NO_INFO}, as pgjdbc gives them. */
  static int[] toInts(long[] counts) {
    int[] result = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      result[i] = counts[i] > Integer.MAX_VALUE ? Statement.SUCCESS_NO_INFO : (int) counts[i];
    }
    return result;
  }
}
