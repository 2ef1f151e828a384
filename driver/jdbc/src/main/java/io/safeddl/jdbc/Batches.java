package io.safeddl.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/** What the results of a batch look like that pgjdbc has not sent as it was. */
final class Batches {
  private Batches() {}

  /**
   * The error of the element at an index. As with pgjdbc the counts are as many as the elements,
   * and {@link Statement#EXECUTE_FAILED} for those of which nothing stays.
   *
   * @param kept how many elements from the first on are committed
   */
  static BatchUpdateException failed(SQLException cause, int index, long[] counts, int kept) {
    Arrays.fill(counts, kept, counts.length, Statement.EXECUTE_FAILED);
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
