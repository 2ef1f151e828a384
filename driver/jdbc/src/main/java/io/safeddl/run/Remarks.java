package io.safeddl.run;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the user must know beside the error itself. */
final class Remarks {
  private Remarks() {}

  /**
   * Adds it to the chain of exceptions. Some tools print the first exception of the chain, and
   * some, as Flyway, the second alone: so the remark repeats the error.
   *
   * @param failure the error
   * @param remark what there is to say, without the project's name
   * @param cause of the remark itself, or null
   */
  static void add(SQLException failure, String remark, @Nullable SQLException cause) {
    failure.setNextException(
        new SQLException(
            failure.getMessage() + "\nSafeDDL: " + remark + ".", failure.getSQLState(), cause));
  }

  /** What was remarked on an error is remarked on the one that explains it. */
  static void carry(SQLException error, SQLException explained) {
    var remark = error.getNextException();
    if (remark != null) {
      add(explained, String.valueOf(remark.getMessage()), remark);
    }
  }
}
