package io.safeddl.backfill.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Random;
import java.util.Set;

/**
 * One session of an application that does everything that one may do to a table, at random, and
 * keeps a ledger of the source by key in the same transactions. The ledger gets what the
 * application wanted, never what the table made of it.
 *
 * <p>It tries again what every application tries again: serialization failures, deadlocks, plans
 * that a DDL has made invalid, and sessions that a crash of the server has ended. Anything else is
 * a finding.
 */
final class ProofWriter implements Runnable {
  private static final Set<String> TRIED_AGAIN = Set.of("40001", "40P01", "0A000");

  /** MERGE does not promise more where two insert the same key (manual, MERGE, Notes). */
  private static final String DUPLICATE = "23505";

  private static final int MOST_ATTEMPTS = 50;

  private final ProofTraffic traffic;
  private final int number;
  private final Random random;

  ProofWriter(ProofTraffic traffic, int number, long seed) {
    this.traffic = traffic;
    this.number = number;
    this.random = new Random(seed);
  }

  @Override
  public void run() {
    try {
      while (!traffic.isOver()) {
        inSession();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void inSession() throws InterruptedException {
    var crashes = traffic.crashes();
    var down = traffic.isDown();
    try (var session = open()) {
      settle(session);
      var acts = new ProofActs(traffic, session, random);
      while (!traffic.isOver()) {
        act(session, acts);
        Thread.sleep(random.nextInt(60));
      }
    } catch (SQLException e) {
      if (!isLost(e) || !(down || crashes != traffic.crashes())) {
        throw new IllegalStateException("the application gets " + e.getSQLState(), e);
      }
      traffic.retried("crash");
      Thread.sleep(50);
    }
  }

  private Connection open() throws SQLException {
    var properties = new Properties();
    properties.setProperty("ApplicationName", "writer " + number);
    // Prepared in the server at once, as an application's statements are after a while.
    properties.setProperty("prepareThreshold", "1");
    return traffic.table().scene().database().connect(properties);
  }

  /** What a crash left in doubt; a transaction manager would decide as freely. */
  private void settle(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT array_to_string(array_agg(gid), ',') FROM pg_prepared_xacts WHERE gid LIKE"
                    + " 'w"
                    + number
                    + "\\_%' AND database = current_database()")) {
      rows.next();
      var names = rows.getString(1);
      for (var name : names == null ? new String[0] : names.split(",", -1)) {
        execute(session, verdict() + " PREPARED '" + name + "'");
      }
    }
  }

  private String verdict() {
    return random.nextBoolean() ? "COMMIT" : "ROLLBACK";
  }

  private static boolean isLost(SQLException e) {
    var state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P0");
  }

  private void act(Connection session, ProofActs acts) throws SQLException, InterruptedException {
    var act = acts.next();
    for (var attempt = 1; ; attempt++) {
      try {
        attempt(session, act);
        return;
      } catch (SQLException e) {
        var state = String.valueOf(e.getSQLState());
        if (isLost(e)) {
          throw e;
        }
        var known = TRIED_AGAIN.contains(state) || (act.merges() && state.equals(DUPLICATE));
        if (!known || attempt == MOST_ATTEMPTS) {
          throw new IllegalStateException(
              "the application gets " + state + " in attempt " + attempt + " at " + act.name(), e);
        }
        traffic.retried(state);
        session.rollback();
        Thread.sleep(random.nextInt(5 * attempt));
      } finally {
        if (!session.isClosed()) {
          session.setAutoCommit(true);
        }
      }
    }
  }

  private void attempt(Connection session, ProofActs.Act act)
      throws SQLException, InterruptedException {
    session.setAutoCommit(false);
    session.setTransactionIsolation(
        switch (random.nextInt(6)) {
          case 0 -> Connection.TRANSACTION_REPEATABLE_READ;
          case 1 -> Connection.TRANSACTION_SERIALIZABLE;
          default -> Connection.TRANSACTION_READ_COMMITTED;
        });
    if (random.nextInt(8) == 0) {
      // A snapshot that is older than what it will write over.
      execute(session, "SELECT count(*) FROM ledger WHERE id < 10");
      Thread.sleep(random.nextInt(150));
    }
    act.run();
    switch (random.nextInt(10)) {
      case 0 -> {
        Thread.sleep(random.nextInt(60));
        session.rollback();
        return;
      }
      case 1 -> twoPhases(session);
      case 2 -> {
        Thread.sleep(random.nextInt(60));
        session.commit();
      }
      default -> session.commit();
    }
    traffic.committed();
  }

  private void twoPhases(Connection session) throws SQLException, InterruptedException {
    var name = "'w" + number + "_" + traffic.newKey() + "'";
    execute(session, "PREPARE TRANSACTION " + name);
    session.setAutoCommit(true);
    Thread.sleep(random.nextInt(60));
    execute(session, verdict() + " PREPARED " + name);
  }

  private static void execute(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
