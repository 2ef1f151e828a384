package io.safeddl.backfill.run;

import io.safeddl.backfill.state.ChunkTable;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.Lease;
import io.safeddl.backfill.state.PassTable;
import io.safeddl.backfill.state.QuarantineTable;
import io.safeddl.backfill.state.WorkerTable;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.walk.BatchSize;
import io.safeddl.backfill.walk.KeyOrder;
import io.safeddl.backfill.walk.Stripes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the workers: lends itself chunk after chunk, until none is left or somebody wants it to
 * end. It survives the loss of its session; what it had not committed then, nobody has seen.
 */
final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private static final Duration IDLE = Duration.ofMillis(200);
  private static final long FIRST_BLOCKS = 256;
  private static final long FIRST_KEYS = 500;
  private static final long MOST_KEYS = 20_000;

  /** Behind that many passes something makes rows want the work as fast as it is done. */
  private static final int MOST_PASSES = 10;

  private final Task task;
  private final RunOptions options;
  private final Sessions sessions;
  private final Orders orders;
  private final Supplier<Optional<String>> throttle;
  private final Optional<KeyOrder> order;
  private final Clock clock;
  private final BatchMaker batches;

  /** The pass that this run has found or begun; a job that is run again goes on counting. */
  private int firstPass;

  /** What this one is called in the state since its first session; 0 before that. */
  private long known;

  /** Makes the thing that writes a batch; another one in the proofs of this tool. */
  @FunctionalInterface
  interface BatchMaker {
    Batch make(Database database, ChunkTable chunks, long worker, Duration lockTimeout);
  }

  Worker(
      Task task,
      RunOptions options,
      Sessions sessions,
      Orders orders,
      Supplier<Optional<String>> throttle,
      Optional<KeyOrder> order,
      Clock clock,
      BatchMaker batches) {
    this.task = task;
    this.options = options;
    this.sessions = sessions;
    this.orders = orders;
    this.throttle = throttle;
    this.order = order;
    this.clock = clock;
    this.batches = batches;
  }

  /** Works until the end; reconnects where the server is away for a while. */
  Ending run() throws SQLException, InterruptedException {
    var reconnect = new Reconnect(options.reconnect());
    while (true) {
      try (var desk = desk()) {
        reconnect.back();
        return desk.work();
      } catch (SQLException e) {
        if (orders.isStopped() || !reconnect.again(e)) {
          throw e;
        }
      }
    }
  }

  private Desk desk() throws SQLException {
    var database = sessions.open(task.spec().batch().commit(), order.isEmpty(), options.lease());
    try {
      return new Desk(database);
    } catch (SQLException e) {
      try (database) {
        throw e;
      }
    }
  }

  /** A session and what is done on it. */
  private final class Desk implements AutoCloseable {
    private final Database database;
    private final JobTable jobs;
    private final PassTable passes;
    private final ChunkTable chunks;
    private final WorkerTable workers;
    private final QuarantineTable quarantine;
    private final Gate gate;
    private final Limits limits;
    private final long worker;
    private final BatchSize size;
    private final Stripes stripes;
    private int checkedPass;

    Desk(Database database) throws SQLException {
      this.database = database;
      var job = task.job().id();
      jobs = new JobTable(database, task.schema());
      passes = new PassTable(database, task.schema(), job);
      chunks = new ChunkTable(database, task.schema(), job, options.lease());
      workers = new WorkerTable(database, task.schema());
      quarantine = new QuarantineTable(database, task.schema(), job);
      gate =
          new Gate(
              orders,
              throttle,
              task.spec().window(),
              clock,
              jobs,
              job,
              task.spec().throttle().niceRatio());
      limits = Limits.of(database);
      var target = task.spec().batch().target();
      size =
          order.isEmpty()
              ? new BatchSize(FIRST_BLOCKS, limits.window(), target)
              : new BatchSize(FIRST_KEYS, MOST_KEYS, target);
      var wanted = task.spec().batch().stripes();
      var key = task.target().key();
      stripes = wanted.isPresent() ? Stripes.fixed(wanted.getAsInt(), key) : Stripes.adaptive(key);
      worker = known == 0 ? workers.begin(job) : workers.beginAgain(job, known);
      known = worker;
    }

    Ending work() throws SQLException, InterruptedException {
      var ending = Ending.STOPPED;
      try {
        ending = toTheEnd();
        return ending;
      } finally {
        leave(ending);
      }
    }

    private Ending toTheEnd() throws SQLException, InterruptedException {
      // While this one started, or was away, somebody may have paused it all.
      orders.want(jobs.byId(task.job().id()).wanted());
      while (true) {
        var pass = passes.current(task.target().oid(), order);
        firstPass = firstPass == 0 ? pass : firstPass;
        if (pass != checkedPass) {
          task.guard().check(database);
          checkedPass = pass;
        }
        var end = gate.pass(reason -> workers.heartbeat(worker, reason));
        if (end.isPresent()) {
          return end.get();
        }
        var lease = chunks.claim(worker, pass, order);
        if (lease.isPresent()) {
          end = chunk(lease.get());
        } else {
          end = nothingToLend(pass);
        }
        if (end.isPresent()) {
          return end.get();
        }
      }
    }

    private Optional<Ending> chunk(Lease lease) throws SQLException, InterruptedException {
      workers.heartbeat(worker, "chunk " + lease.chunk() + " of " + lease.name());
      var parts =
          new ChunkWalk.Parts(
              batches.make(database, chunks, worker, limits.lock()),
              lease.byBlocks()
                  ? new BlockCutter(database, size, limits.window(), stripes, keyOfRows())
                  : new KeyCutter(database, size, order.orElseThrow()),
              gate,
              orders,
              quarantine,
              options.quarantine(),
              limits.statement(),
              options.sweep());
      try {
        return new ChunkWalk(parts, reason -> keep(lease, reason)).toTheEnd(lease);
      } catch (LeaseLostException e) {
        LOG.info("{}", e.getMessage());
        passes.beginAgain(lease);
        return Optional.empty();
      } catch (SQLException e) {
        // A leaf that was dropped, renamed or rewritten under us is no error of the statement.
        if (Failure.of(e) == Failure.STATEMENT && movedUnderUs(lease)) {
          LOG.info("the table of chunk {} is another one now, or gone", lease.chunk());
          chunks.release(worker);
          return Optional.empty();
        }
        throw e;
      }
    }

    private boolean movedUnderUs(Lease lease) throws SQLException {
      return passes.beginAgain(lease) || !passes.isNamed(lease);
    }

    private Optional<KeyOrder> keyOfRows() {
      return task.target().key().map(KeyOrder::of);
    }

    private void keep(Lease lease, String reason) throws SQLException {
      workers.heartbeat(worker, reason);
      if (!chunks.renew(lease, worker)) {
        throw new LeaseLostException(lease);
      }
    }

    private Optional<Ending> nothingToLend(int pass) throws SQLException, InterruptedException {
      switch (passes.standing(pass)) {
        case OPEN -> {
          workers.heartbeat(worker, "waits for chunks of others");
          Thread.sleep(IDLE.toMillis());
          return Optional.empty();
        }
        case BUSY -> {
          if (!options.sweep()) {
            return Optional.of(Ending.DONE);
          }
          if (pass - firstPass >= MOST_PASSES) {
            return Optional.of(Ending.NOT_SETTLED);
          }
          passes.next(pass, task.target().oid(), order);
          return Optional.empty();
        }
        case CLEAN -> {
          return clean(pass);
        }
      }
      throw new IllegalStateException("no other standing");
    }

    private Optional<Ending> clean(int pass) throws SQLException {
      var finish = new Finish(database, task, passes, quarantine, jobs);
      var end = finish.of(pass);
      if (end.isEmpty()) {
        if (pass - firstPass >= MOST_PASSES) {
          return Optional.of(Ending.NOT_SETTLED);
        }
        passes.next(pass, task.target().oid(), order);
      }
      return end;
    }

    private void leave(Ending ending) {
      try {
        if (!database.connection().isClosed()) {
          chunks.release(worker);
          workers.end(worker, ending.name().toLowerCase(Locale.ROOT));
        }
      } catch (SQLException e) {
        LOG.debug("the lease is left to run out", e);
      }
    }

    @Override
    public void close() {
      try {
        database.close();
      } catch (SQLException e) {
        LOG.debug("the session was closed already", e);
      }
    }
  }
}
