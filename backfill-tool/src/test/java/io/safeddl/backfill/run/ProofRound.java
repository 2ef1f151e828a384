package io.safeddl.backfill.run;

import io.safeddl.testing.OwnServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A column on its whole way, with the application at work all the time: made, taken back, made
 * again, filled by processes that are killed and by a server that crashes, built, compared, cut
 * over, taken back, cut over again, and the old one dropped.
 */
final class ProofRound implements AutoCloseable {
  private static final int A_WHILE = 60;

  private final OwnServer server;
  private final Scene scene;
  private final Mutant mutant;
  private final ProofStory story;
  private final long seed;
  private final Random random;
  private final ProofTable table;
  private final ProofTool tool;

  ProofRound(OwnServer server, Mutant mutant, ProofStory story, long seed, Path folder)
      throws Exception {
    this.server = server;
    this.scene = Scene.on(server.server());
    this.mutant = mutant;
    this.story = story;
    this.seed = seed;
    this.random = new Random(seed);
    this.table = new ProofTable(scene, mutant.mode, story.rows());
    this.tool = new ProofTool(table, mutant, folder, spec());
  }

  private String spec() {
    // A checkpoint of its own for each piece lets a wrong one be seen sooner.
    var batch = mutant.isNone() ? "{target: 100ms}" : "{target: 100ms, stripes: 1}";
    return "table: public.t\n" + mutant.mode.spec() + "\nbatch: " + batch + "\n";
  }

  /**
   * What was seen.
   *
   * @param ahead the most rows that a checkpoint was ahead of
   * @param differentAtEnd rows that differed when the tool had said that it is done
   * @param different rows that differ when all has come to rest
   * @param lies rows whose source is not what the application wrote
   * @param counts what was played, in words
   */
  record Verdict(
      long ahead, long differentAtEnd, long different, List<String> lies, Counts counts) {
    boolean holds() {
      return ahead == 0 && differentAtEnd == 0 && different == 0 && lies.isEmpty();
    }
  }

  /**
   * What was played.
   *
   * @param looks how often the application has read what it had written
   * @param retries of the application, by SQLSTATE
   * @param again phases that had to be run again, and what they said
   * @param millis of the phases
   */
  record Counts(
      Duration took,
      long rows,
      long transactions,
      long looks,
      long batches,
      int killed,
      int killedInPhases,
      int crashes,
      int paused,
      Map<String, Long> retries,
      List<String> again,
      Map<String, Long> millis) {}

  Verdict play() throws Exception {
    var begun = System.nanoTime();
    table.create();
    try (var traffic = new ProofTraffic(table, story.writers(), random);
        tool) {
      var crashes = new ProofServer(server, traffic);
      var phases = new ProofPhases(table, tool, crashes, story.mishaps(), random);
      traffic.goOn(A_WHILE);
      if (mutant == Mutant.NONE && story.first()) {
        firstAttempt(traffic, crashes, phases);
      }
      begin(phases, traffic);
      var fill = new ProofFill(traffic, tool, crashes, story, random);
      var atEnd = fill(fill);
      if (mutant == Mutant.NONE && fill.ahead() == 0) {
        atEnd += recipe(phases, traffic);
      }
      traffic.end();
      var took = Duration.ofNanos(System.nanoTime() - begun);
      var batches = fill.batches();
      var different = table.differences();
      if (mutant == Mutant.NONE && fill.ahead() == 0) {
        phases.contract();
      }
      var counts =
          new Counts(
              took,
              table.count("SELECT count(*) FROM ledger"),
              traffic.transactions(),
              traffic.looks(),
              batches,
              fill.killed(),
              phases.killed(),
              crashes.crashes(),
              fill.paused(),
              traffic.retries(),
              phases.failures(),
              phases.millis());
      return new Verdict(fill.ahead(), atEnd, different, table.lies(), counts);
    }
  }

  /** Taken back before the cutover, in the middle of it. */
  private void firstAttempt(ProofTraffic traffic, ProofServer crashes, ProofPhases phases)
      throws Exception {
    phases.expand();
    var fill = new ProofFill(traffic, tool, crashes, story, random);
    fill.start();
    fill.kill();
    if (random.nextBoolean()) {
      tool.command(List.of("cancel"));
    }
    phases.giveUp();
    fill.abandon();
  }

  private void begin(ProofPhases phases, ProofTraffic traffic) throws Exception {
    tool.runWith(random.nextInt(4) == 0 ? "key" : "auto", 1 + random.nextInt(2));
    switch (mutant) {
      case NONE -> phases.expand();
      case NONE_DUAL, VALUE_FROM_JOIN -> {}
      default -> {
        scene.execute("ALTER TABLE t ADD COLUMN n_big bigint");
        if (mutant == Mutant.OLD_SNAPSHOT) {
          scene.execute("CREATE TABLE known AS SELECT id FROM t");
          traffic.goOn(A_WHILE);
        }
        if (mutant != Mutant.LATE_TRIGGER) {
          makeTrigger();
        }
      }
    }
    if (!mutant.isNone()) {
      scene.task(Scene.spec(spec()));
    }
  }

  private void makeTrigger() throws SQLException {
    switch (mutant) {
      case GUARDED_TRIGGER -> simpleTriggers("UPDATE", "WHEN (NEW.n IS DISTINCT FROM OLD.n)");
      case UPDATE_OF -> simpleTriggers("UPDATE OF n", "");
      default -> scene.makeTrigger(Scene.spec(spec()));
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

  /** How many rows differ when it says that it is done. */
  private long fill(ProofFill fill) throws Exception {
    fill.start();
    if (mutant == Mutant.LATE_TRIGGER) {
      while (fill.batches() < 60) {
        Thread.sleep(20);
      }
      makeTrigger();
    }
    if (fill.events()) {
      fill.end();
    }
    return fill.ahead() > 0 ? 0 : table.differences();
  }

  private long recipe(ProofPhases phases, ProofTraffic traffic) throws Exception {
    phases.build();
    phases.verify();
    phases.cutover();
    traffic.goOn(A_WHILE);
    var behind = table.differences();
    phases.takeBack();
    traffic.goOn(A_WHILE);
    var back = table.differences();
    phases.verify();
    phases.cutover();
    table.widen();
    traffic.goOn(A_WHILE);
    return behind + back;
  }

  /** For the log: how to play it again. */
  @Override
  public String toString() {
    return mutant + " seed " + seed + " on " + table.major();
  }

  @Override
  public void close() throws SQLException {
    table.reopen();
    table.settle();
    table.close();
    scene.close();
  }
}
