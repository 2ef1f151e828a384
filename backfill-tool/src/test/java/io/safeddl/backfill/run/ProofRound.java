package io.safeddl.backfill.run;

import io.safeddl.backfill.spec.Spec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Once from the empty column to the full one, with the application at work all the time. */
final class ProofRound implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Scene scene;
  private final Mutant mutant;
  private final long seed;
  private final int writers;
  private final ProofTable table;
  private volatile @Nullable Backfill running;

  ProofRound(Scene scene, Mutant mutant, long seed, int writers, int rows) throws SQLException {
    this.scene = scene;
    this.mutant = mutant;
    this.seed = seed;
    this.writers = writers;
    this.table = new ProofTable(scene, mutant.mode, rows);
  }

  /**
   * What was seen.
   *
   * @param ahead the most rows that a checkpoint was ahead of
   * @param differentAtEnd rows that differed when the tool had said that it is done
   * @param different rows that differ when all has come to rest
   * @param lies rows whose source is not what the application wrote
   */
  record Verdict(
      Ending ending,
      long ahead,
      long differentAtEnd,
      long different,
      List<String> lies,
      long done) {
    boolean holds() {
      return ending == Ending.DONE
          && ahead == 0
          && differentAtEnd == 0
          && different == 0
          && lies.isEmpty();
    }
  }

  Verdict play() throws Exception {
    table.create();
    var stop = new AtomicBoolean();
    var pool = Executors.newFixedThreadPool(writers + 1);
    try (var oldSnapshot = scene.connect()) {
      var traffic = traffic(pool, stop);
      Thread.sleep(150);
      begin(oldSnapshot);
      Thread.sleep(150);
      if (mutant.mode == ProofMode.MIRROR && mutant != Mutant.LATE_TRIGGER) {
        makeTrigger();
      }
      var run = CompletableFuture.supplyAsync(() -> Scene.unchecked(() -> fill(oldSnapshot)), pool);
      var ahead = watch(run);
      var ending = run.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
      var atEnd = mutant.mode == ProofMode.MIRROR ? table.differences() : 0;
      stop.set(true);
      for (var writer : traffic) {
        writer.get(30, TimeUnit.SECONDS);
      }
      table.settle();
      return new Verdict(
          ending,
          ahead,
          atEnd,
          table.differences(),
          table.lies(),
          scene.number("SELECT count(*) FROM ledger"));
    } finally {
      stop.set(true);
      pool.shutdownNow();
      pool.awaitTermination(20, TimeUnit.SECONDS);
    }
  }

  private List<Future<?>> traffic(ExecutorService pool, AtomicBoolean stop) {
    var random = new Random(seed);
    var keys = new AtomicLong(10L * table.rows());
    var traffic = new ArrayList<Future<?>>();
    for (var i = 0; i < writers; i++) {
      traffic.add(pool.submit(new ProofWriter(table, i, random.nextLong(), stop, keys)));
    }
    return traffic;
  }

  /** A snapshot from before the trigger, and rows that it does not see. */
  private void begin(Connection oldSnapshot) throws SQLException {
    if (mutant != Mutant.OLD_SNAPSHOT) {
      return;
    }
    oldSnapshot.setAutoCommit(false);
    oldSnapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (var statement = oldSnapshot.createStatement()) {
      statement.execute("SELECT count(*) FROM t WHERE id = 0");
    }
  }

  private void makeTrigger() throws SQLException {
    switch (mutant) {
      case GUARDED_TRIGGER -> simpleTriggers("UPDATE", "WHEN (NEW.n IS DISTINCT FROM OLD.n)");
      case UPDATE_OF -> simpleTriggers("UPDATE OF n", "");
      default -> scene.makeTrigger(spec());
    }
  }

  private void simpleTriggers(String update, String when) throws SQLException {
    scene.execute(
        """
        CREATE FUNCTION mirror() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.n_big := NEW.n; RETURN NEW; END $$
        """,
        "CREATE TRIGGER z_insert BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION mirror();"
            + "CREATE TRIGGER z_update BEFORE "
            + update
            + " ON t FOR EACH ROW "
            + when
            + " EXECUTE FUNCTION mirror()");
  }

  private Spec spec() {
    return Scene.spec("table: public.t\nbatch: {target: 8ms}\n" + mutant.mode.spec());
  }

  private Ending fill(Connection oldSnapshot) throws Exception {
    var task = scene.task(spec());
    var options =
        new RunOptions(
            2, Duration.ofSeconds(2), Duration.ofSeconds(60), mutant.walk, 1000, mutant.sweep);
    var batches = new AtomicLong();
    var backfill =
        new Backfill(
            task,
            options,
            scene.sessions(),
            () -> before(batches.incrementAndGet()),
            Clock.systemUTC(),
            (database, chunks, worker, lockTimeout) ->
                isOfBatches()
                    ? new MutantBatch(mutant, database, chunks, worker, oldSnapshot)
                    : new OneTransaction(database, chunks, task.work(), worker, lockTimeout));
    running = backfill;
    return backfill.run();
  }

  private boolean isOfBatches() {
    return switch (mutant) {
      case NONE, NONE_DUAL, LATE_TRIGGER, GUARDED_TRIGGER, UPDATE_OF -> false;
      default -> true;
    };
  }

  /** Each batch leaves the application some time, as on a table that is large. */
  private Optional<String> before(long batch) {
    try {
      Thread.sleep(5);
      if (mutant == Mutant.LATE_TRIGGER && batch == 40) {
        Scene.unchecked(
            () -> {
              scene.makeTrigger(spec());
              return true;
            });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private long watch(CompletableFuture<Ending> run) throws SQLException, InterruptedException {
    var most = 0L;
    while (!run.isDone()) {
      most = Math.max(most, table.ahead());
      if (most > 0) {
        // Nothing can make that good.
        Optional.ofNullable(running).ifPresent(Backfill::stop);
      }
      Thread.sleep(10);
    }
    return most;
  }

  /** For the log: how to play it again. */
  @Override
  public String toString() {
    return mutant + " seed " + seed + " on " + table.major();
  }

  @Override
  public void close() throws SQLException {
    table.close();
  }
}
