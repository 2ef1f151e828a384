package io.safeddl.check.doctor;

import io.safeddl.check.server.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Whether a pooler such as PgBouncer stands between, and which kind.
 *
 * <p>A pooler gives each client a cancel key of its own making, so the process id that came with
 * the connection is not that of the backend. When others hold transactions and our next statement
 * meets another backend, the pooler hands backends out by the transaction.
 */
final class PoolerCheck {
  private static final String CHECK = "pooler";
  private static final String BACKEND = "SELECT pg_catalog.pg_backend_pid()";

  /** How many backends are taken out of the pooler's hands, the one used last among them. */
  private static final int HELD = 4;

  private static final int SECONDS = 5;

  /** Opens one more connection of the same kind. */
  @FunctionalInterface
  interface Another {
    Server connect() throws SQLException;
  }

  private final Another another;

  PoolerCheck(Another another) {
    this.another = another;
  }

  List<Line> of(Patient patient) throws SQLException {
    var ours = patient.server();
    var announced = ours.connection().unwrap(PGConnection.class).getBackendPID();
    var first = backend(ours);
    if (announced == first) {
      return List.of(Line.ok(CHECK, "connected without a pooler in between"));
    }
    if (changesBackend(ours, first)) {
      return List.of(
          Line.problem(
              CHECK,
              "a pooler in between hands out backends by the transaction: settings and advisory"
                  + " locks of the migration tool do not stay, and a build has no session of its"
                  + " own",
              "-- give the migration tool a URL of the server itself,"
                  + " or a pool with pool_mode = session"));
    }
    return List.of(
        Line.limited(
            CHECK,
            "a pooler stands in between and keeps one backend for each session, as far as could be"
                + " seen",
            "-- its time limits (PgBouncer: query_timeout, idle_transaction_timeout) cut long"
                + " builds; the server itself is the better URL"));
  }

  private boolean changesBackend(Server ours, int first) throws SQLException {
    var held = new ArrayDeque<Server>();
    try {
      for (var i = 0; i < HELD; i++) {
        var other = another.connect();
        held.push(other);
        backendInTransaction(other.connection());
      }
      return backend(ours) != first;
    } finally {
      while (!held.isEmpty()) {
        held.pop().close();
      }
    }
  }

  /** Stays in the transaction, and so keeps its backend. */
  private static int backendInTransaction(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setQueryTimeout(SECONDS);
      try (var rows = statement.executeQuery(BACKEND)) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private static int backend(Server server) throws SQLException {
    try {
      return backendInTransaction(server.connection());
    } finally {
      server.connection().rollback();
    }
  }
}
