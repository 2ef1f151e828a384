package io.safeddl.run;

import java.sql.SQLException;

/** The gate of one connection: decides each statement and has it carried out. */
final class StatementGate implements Gate {
  private final Siblings.Member member;

  StatementGate(Session session, RunOptions options, Siblings siblings, ConnectionSource source)
      throws SQLException {
    this.member = siblings.join(session);
  }

  @Override
  public <T> T execute(Execution<T> execution) throws SQLException {
    member.begin();
    try {
      return execution.send();
    } finally {
      member.end();
    }
  }

  @Override
  public void close() {
    member.leave();
  }
}
