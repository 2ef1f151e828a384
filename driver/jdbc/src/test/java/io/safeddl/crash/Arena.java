package io.safeddl.crash;

import io.safeddl.testing.OwnServer;
import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The database in which a migration is interrupted, with the means to hold it up in there.
 *
 * <p>Each DDL command passes a gate at its end, before it commits: an event trigger that takes and
 * gives back an advisory lock, so that whoever holds that lock stops the next command inside.
 */
final class Arena implements AutoCloseable {
  private static final int VALID_WITHIN_S = 30;

  private static final String GATE =
      """
      CREATE SCHEMA gate;
      CREATE FUNCTION gate.pass() RETURNS event_trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT pg_catalog.pg_try_advisory_lock_shared(4711) THEN
          PERFORM pg_catalog.pg_advisory_lock_shared(4711);
        END IF;
        PERFORM pg_catalog.pg_advisory_unlock_shared(4711);
      END $$;
      CREATE EVENT TRIGGER gate ON ddl_command_end EXECUTE FUNCTION gate.pass();
      """;

  private static final String TABLES =
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND c.relname <> 'history'
         AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'safeddl', 'gate')
       ORDER BY c.oid
      """;

  private final TestDatabase database;
  private @Nullable Connection watcher;

  private Arena(TestDatabase database) {
    this.database = database;
  }

  /** A database with the schema of a scenario, its rows, and a tool's history. */
  static Arena of(OwnServer server, Scenario scenario) throws SQLException {
    var arena = new Arena(server.server().createDatabase());
    try (var connection = arena.connect()) {
      run(connection, scenario.schema());
      run(connection, Migration.HISTORY);
      run(connection, GATE);
    } catch (SQLException e) {
      arena.close();
      throw e;
    }
    return arena;
  }

  /** The same once more, from a copy of the database; nobody is connected to this one. */
  Arena copy() {
    return new Arena(database.server().copyOf(database));
  }

  TestDatabase database() {
    return database;
  }

  Connection connect() throws SQLException {
    return database.connect();
  }

  /** A session that looks on, opened when it is first needed and again after a crash. */
  Connection watcher() throws SQLException {
    var open = watcher;
    if (open == null || !open.isValid(VALID_WITHIN_S)) {
      open = connect();
      watcher = open;
    }
    return open;
  }

  SchemaProjection schema() throws SQLException {
    return SchemaProjection.of(watcher());
  }

  /** Shuts the gate for DDL commands; closing opens it. */
  Holder shutGate() throws SQLException {
    var holder = connect();
    run(holder, "SELECT pg_advisory_lock(4711)");
    return new Holder(holder);
  }

  /**
   * A transaction that holds all tables of the scenario in a mode, those aside which somebody else
   * holds in a conflicting one; closing ends it.
   */
  Holder hold(String mode) throws SQLException {
    var holder = connect();
    var tables = column(holder, TABLES);
    holder.setAutoCommit(false);
    for (var table : tables) {
      var before = holder.setSavepoint();
      try {
        run(holder, "LOCK TABLE ONLY " + table + " IN " + mode + " MODE NOWAIT");
      } catch (SQLException e) {
        holder.rollback(before);
      }
    }
    return new Holder(holder);
  }

  /** True where a session waits for a lock of another. */
  boolean isHeldUp(int pid, Holder holder) throws SQLException {
    return !column(
            watcher(),
            "SELECT 1 FROM pg_stat_activity WHERE pid = "
                + pid
                + " AND "
                + holder.pid()
                + " = ANY (pg_blocking_pids(pid))")
        .isEmpty();
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static List<String> column(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var all = new ArrayList<String>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }

  /** Drops the database, which ends its sessions. */
  @Override
  public void close() {
    database.close();
  }
}
