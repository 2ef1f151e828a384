package io.safeddl.effect.oracle;

import io.safeddl.effect.LockMode;
import io.safeddl.observe.HeldLocks;
import io.safeddl.observe.Observation;
import io.safeddl.observe.Observer;
import io.safeddl.observe.ServerRelations;
import io.safeddl.observe.ServerRelations.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Observes a statement that cannot run in a transaction. Every table is locked by another session,
 * so that the statement has to stop at each; what it holds and waits for is then seen in {@code
 * pg_locks}, and the table is given free. Locks in SHARE UPDATE EXCLUSIVE show every mode that is
 * compared; locks in ACCESS SHARE let it go on to where it wants ACCESS EXCLUSIVE, be it on an
 * index, or waits for older transactions.
 */
final class OnlineObserver {
  private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(30);

  private final Workplace place;
  private final String schema;
  private final Map<Long, Set<LockMode>> locks = new HashMap<>();
  private final Map<Integer, Connection> blockers = new HashMap<>();

  OnlineObserver(Workplace place, String schema) {
    this.place = place;
    this.schema = schema;
  }

  /**
   * Runs the statement.
   *
   * @param mode the lock that the tables are held in meanwhile
   * @throws SQLException where the server rejects it
   */
  Observation observe(String sql, String mode) throws SQLException {
    place.enter(schema);
    var before = ServerRelations.read(place.side(), schema);
    try (var monitor = place.database().connect()) {
      block(before, mode);
      int pid = pid(place.worker());
      var running =
          CompletableFuture.supplyAsync(() -> execute(sql), task -> new Thread(task).start());
      long end = System.nanoTime() + TIMEOUT;
      while (!running.isDone()) {
        if (System.nanoTime() > end) {
          Workplace.execute(monitor, "SELECT pg_cancel_backend(" + pid + ")");
          throw new SQLException("still waiting: " + sql);
        }
        look(monitor, pid, before);
        TimeUnit.MILLISECONDS.sleep(2);
      }
      var messages = running.join();
      var after = before.again(place.side());
      return Observer.fromOutside(before, after, new HeldLocks(locks), messages, List.of(schema));
    } catch (CompletionException e) {
      throw e.getCause() instanceof SQLException sql2 ? sql2 : new SQLException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException(e);
    } finally {
      for (Connection blocker : blockers.values()) {
        blocker.close();
      }
    }
  }

  private List<String> execute(String sql) {
    try (var statement = place.worker().createStatement()) {
      statement.execute(sql);
      return Observer.messages(statement);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private static int pid(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** One session for each table, so that they can be given free one by one. */
  private void block(ServerRelations relations, String mode) throws SQLException {
    for (Entry entry : relations.byOid().values()) {
      boolean lockable = entry.kind().equals("r") || entry.kind().equals("p");
      if (!entry.schema().equals(schema) || (!lockable && !entry.kind().equals("m"))) {
        continue;
      }
      var blocker = place.database().connect();
      blocker.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      blocker.setAutoCommit(false);
      blockers.put(pid(blocker), blocker);
      var name = "ONLY " + schema + ".\"" + entry.name() + '"';
      if (mode.equals("ACCESS SHARE") || !lockable) {
        Workplace.execute(blocker, "SELECT 1 FROM " + name + " LIMIT 1"); // its indexes too
      } else {
        Workplace.execute(blocker, "LOCK TABLE " + name + " IN " + mode + " MODE");
      }
    }
  }

  /** Notes what it holds and waits for, and gives it free from whom it waits for. */
  private void look(Connection monitor, int pid, ServerRelations before) throws SQLException {
    boolean waits = false;
    try (var statement = monitor.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT locktype, coalesce(relation, 0)::bigint, mode, granted FROM pg_locks"
                    + " WHERE pid = "
                    + pid)) {
      while (rows.next()) {
        long relation = rows.getLong(2);
        if (rows.getString(1).equals("relation") && before.get(relation) != null) {
          locks
              .computeIfAbsent(relation, it -> EnumSet.noneOf(LockMode.class))
              .add(LockMode.ofPgLocks(rows.getString(3)));
        }
        waits |= !rows.getBoolean(4);
      }
    }
    if (!waits) {
      return;
    }
    try (var statement = monitor.createStatement();
        var rows = statement.executeQuery("SELECT unnest(pg_blocking_pids(" + pid + "))")) {
      while (rows.next()) {
        var blocker = blockers.remove(rows.getInt(1));
        if (blocker != null) {
          blocker.close();
        }
      }
    }
  }

  /** Both observations as one of the first's schema; relations are the same by name. */
  static Observation merge(Observation first, Observation second, String one, String other) {
    Map<Long, LockMode> locks = new HashMap<>(first.locks());
    for (var lock : second.locks().entrySet()) {
      var entry = second.before().get(lock.getKey());
      var same =
          entry == null || !entry.schema().equals(other)
              ? null
              : first.before().named(one, entry.name());
      if (same != null) {
        locks.merge(same.oid(), lock.getValue(), LockMode::or);
      }
    }
    return new Observation(
        first.before(),
        first.after(),
        locks,
        new HashSet<>(first.scanned()),
        first.verified(),
        first.rewritten(),
        first.built());
  }
}
