package io.safeddl.run;

import java.sql.SQLException;

/** What locks are taken in, so that they can be given back without ending the tool's work. */
enum Scope {
  /** Under autocommit: a transaction of our own. */
  OWN_TRANSACTION("BEGIN", "ROLLBACK", "COMMIT"),
  /** In the tool's transaction: ROLLBACK TO SAVEPOINT releases the locks taken since. */
  SAVEPOINT(
      "SAVEPOINT safeddl_guard",
      "ROLLBACK TO SAVEPOINT safeddl_guard; RELEASE SAVEPOINT safeddl_guard",
      "RELEASE SAVEPOINT safeddl_guard"),
  /**
   * In the tool's transaction where no lock is waited for: a subtransaction less, of which a
   * transaction with more than 64 makes every snapshot on the server dearer.
   */
  TRANSACTION("", "", "");

  private final String begin;
  private final String giveBack;
  private final String keep;

  Scope(String begin, String giveBack, String keep) {
    this.begin = begin;
    this.giveBack = giveBack;
    this.keep = keep;
  }

  String begin() {
    return begin;
  }

  String keep() {
    return keep;
  }

  /** Undoes what happened since the beginning, for this failure, and gives the locks back. */
  void giveBack(Session session, SQLException failure) throws SQLException {
    try {
      if (!giveBack.isEmpty()) {
        session.run(giveBack);
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }
}
