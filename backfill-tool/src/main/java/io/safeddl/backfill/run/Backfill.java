package io.safeddl.backfill.run;

import io.safeddl.backfill.run.RunOptions.Walk;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.PassTable;
import io.safeddl.backfill.state.PassTable.Standing;
import io.safeddl.backfill.state.StateException;
import io.safeddl.backfill.state.WorkTables;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.walk.KeyOrder;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** A run of this process: some workers, until they have all ended. */
public final class Backfill {
  /** {@code relam} of heap tables; they may also have another of the same manners. */
  private static final String NOT_HEAP =
      """
      SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_am a ON a.oid = c.relam
       WHERE a.amname <> 'heap'
         AND (c.oid = CAST(? AS oid)
              OR c.oid IN (SELECT p.relid
                             FROM pg_catalog.pg_partition_tree(CAST(? AS regclass)) p))
       LIMIT 1
      """;

  private final Task task;
  private final RunOptions options;
  private final Sessions sessions;
  private final Supplier<Optional<String>> throttle;
  private final Clock clock;
  private final Orders orders = new Orders();
  private final Worker.BatchMaker batches;

  /**
   * A run.
   *
   * @param throttle why no batch may run now; empty where one may
   */
  public Backfill(
      Task task,
      RunOptions options,
      Sessions sessions,
      Supplier<Optional<String>> throttle,
      Clock clock) {
    this(
        task,
        options,
        sessions,
        throttle,
        clock,
        (database, chunks, worker, lockTimeout) ->
            new OneTransaction(database, chunks, task.work(), worker, lockTimeout));
  }

  Backfill(
      Task task,
      RunOptions options,
      Sessions sessions,
      Supplier<Optional<String>> throttle,
      Clock clock,
      Worker.BatchMaker batches) {
    this.task = task;
    this.options = options;
    this.sessions = sessions;
    this.throttle = throttle;
    this.clock = clock;
    this.batches = batches;
  }

  /** Lets the workers end after the batch that each has at hand; from any thread. */
  public void stop() {
    orders.stop();
  }

  /** Runs until the end. */
  public Ending run() throws SQLException, InterruptedException {
    if (task.isDone()) {
      return Ending.DONE;
    }
    var order = order();
    var executor = Executors.newFixedThreadPool(options.workers());
    try {
      var futures = new ArrayList<Future<Ending>>();
      for (var i = 0; i < options.workers(); i++) {
        futures.add(executor.submit(worker(order)));
      }
      return ending(futures);
    } finally {
      orders.stop();
      executor.shutdownNow();
    }
  }

  private Callable<Ending> worker(Optional<KeyOrder> order) {
    return () -> {
      try {
        return new Worker(task, options, sessions, orders, throttle, order, clock, batches).run();
      } catch (SQLException | RuntimeException | Error e) {
        orders.fail(e);
        throw e;
      }
    };
  }

  private Ending ending(List<Future<Ending>> futures) throws SQLException, InterruptedException {
    var endings = new ArrayList<Ending>();
    for (var future : futures) {
      try {
        endings.add(future.get());
      } catch (ExecutionException e) {
        // It is kept in the orders, together with those of the others.
        endings.add(Ending.STOPPED);
      }
    }
    var failure = orders.failure();
    if (failure instanceof SQLException e) {
      throw e;
    }
    if (failure != null) {
      throw new IllegalStateException("a worker has failed", failure);
    }
    // They all see the same end, but one may have been told to stop just before it.
    return endings.stream().min(Comparator.naturalOrder()).orElseThrow();
  }

  /** How the table is walked; also begins a new pass where the last one is over. */
  private Optional<KeyOrder> order() throws SQLException, InterruptedException {
    return new Reconnect(options.reconnect()).persist(this::begin);
  }

  private Optional<KeyOrder> begin() throws SQLException {
    try (var database = sessions.open()) {
      WorkTables.create(database, task.schema());
      task.guard().check(database);
      var order = choose(database);
      beginPass(database, order);
      return order;
    }
  }

  /** A run that comes after the end looks again: at rows that were in quarantine, or are new. */
  private void beginPass(Database database, Optional<KeyOrder> order) throws SQLException {
    var passes = new PassTable(database, task.schema(), task.job().id());
    var pass = passes.current(task.target().oid(), order);
    if (passes.standing(pass) != Standing.OPEN) {
      new JobTable(database, task.schema()).filled(task.job().id(), false);
      passes.next(pass, task.target().oid(), order);
    }
  }

  private Optional<KeyOrder> choose(Database database) throws SQLException {
    var table = task.target().oid();
    var other =
        database.read(() -> database.optional(NOT_HEAP, row -> row.getString(1), table, table));
    if (options.walk() == Walk.BLOCKS || (options.walk() == Walk.AUTO && other.isEmpty())) {
      return Optional.empty();
    }
    var key = task.target().key();
    if (key.isEmpty()) {
      throw new StateException(
          task.target().name()
              + " has no key by which it could be walked, and its rows are not"
              + " kept in a heap");
    }
    // Operators of other types are found by the search path, and may not agree with the index.
    for (var column : key.get().columns()) {
      if (column.type().contains(".")) {
        throw new StateException(
            task.target().name()
                + " cannot be walked by its key: the type of "
                + column.name()
                + ", "
                + column.type()
                + ", is not one of the server's own");
      }
    }
    return Optional.of(KeyOrder.of(key.get()));
  }
}
