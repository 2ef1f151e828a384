package io.safeddl.check.trace;

import java.sql.SQLException;

/** Runs what builds the schema and is not traced. */
final class Builder implements StatementRunner {
  private final Session session;
  private final boolean ownsServer;
  private String failure = "";
  private int leftOut;

  Builder(Session session, boolean ownsServer) {
    this.session = session;
    this.ownsServer = ownsServer;
  }

  /** Why one of them failed; "" where none did. */
  String failure() {
    return failure;
  }

  /** How many were not run. */
  int leftOut() {
    return leftOut;
  }

  @Override
  public boolean run(Piece piece) throws SQLException {
    if (!LeftOut.reason(piece.source(), piece.statement(), ownsServer).isEmpty()) {
      leftOut++;
      return true;
    }
    try {
      session.run(piece.source().text(), piece.data());
      return true;
    } catch (SQLException e) {
      session.check(e);
      failure = piece.where() + " failed, which is to build the schema: " + Failures.message(e);
      return false;
    }
  }

  @Override
  public void released() {
    // Nobody asks how long they held their locks.
  }
}
