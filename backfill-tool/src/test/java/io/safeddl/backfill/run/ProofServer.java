package io.safeddl.backfill.run;

import io.safeddl.testing.OwnServer;
import java.sql.SQLException;

/** The server of a round, which may crash. */
final class ProofServer {
  private final OwnServer server;
  private final ProofTraffic traffic;
  private final ProofTable table;
  private int crashes;

  ProofServer(OwnServer server, ProofTraffic traffic) {
    this.server = server;
    this.traffic = traffic;
    this.table = traffic.table();
  }

  /** Ends it at once, as a power failure would, and starts it again. */
  void crash() throws SQLException {
    traffic.goingDown();
    server.crash();
    server.restart();
    traffic.up();
    table.reopen();
    crashes++;
    var ahead = table.ahead();
    if (ahead > 0) {
      throw new AssertionError("behind a crash a checkpoint is ahead of " + ahead + " rows");
    }
  }

  int crashes() {
    return crashes;
  }
}
