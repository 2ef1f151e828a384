package io.safeddl.crash;

import io.safeddl.testing.OwnServer;
import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A real history that is interrupted at random moments and run again by its tool, again and again,
 * until it comes to its end.
 */
final class HistoryCrash {
  /** For all of it, on a machine that has other things to do. */
  private static final long LIMIT_S = 1_800;

  /** How many interruptions one run through all of it meets, about. */
  private static final int TIMES = 12;

  /** The words with which the server meets what is there already, or gone already. */
  private static final Pattern DONE_BEFORE =
      Pattern.compile("already exists|does not exist|multiple primary keys");

  /** The same words about what is not the migration's: then it was not done before. */
  private static final Pattern NOT_ITS_OWN =
      Pattern.compile("savepoint|prepared statement|portal|cursor|safeddl[._]");

  private final OwnServer server;
  private final Histories history;
  private final String options;
  private final PrintStream out;
  private final ClassArchive classes;

  /** The schema behind each part, as one word, of the plain run. */
  private final Map<Integer, String> stages = new TreeMap<>();

  /** Parts with a migration that SafeDDL refuses, since it mixes data with DDL. */
  private final Set<Integer> asWritten = new TreeSet<>();

  private SchemaProjection expected = new SchemaProjection(List.of());
  private long millis;
  private int struck;
  private int toolGaps;
  private int overtaken;

  /** The server's words when the tool was last run again and could not go on; else empty. */
  private String failure = "";

  HistoryCrash(OwnServer server, Histories history, String options, PrintStream out) {
    this.server = server;
    this.history = history;
    this.options = options;
    this.out = out;
    this.classes = ClassArchive.of(history.name(), HistoryJvm.classPath(history));
  }

  /** Runs it whole, plain and through the driver, and compares behind each part. */
  void runWhole() throws Wrong, SQLException, InterruptedException {
    try (var plain = server.server().createDatabase()) {
      var jvm = start(plain, plain.jdbcUrl(), classes.reading(), "migrate");
      ends(jvm);
      stages.putAll(jvm.stages());
      if (!jvm.isDone() || stages.size() != history.parts()) {
        throw new Wrong("not even plain: " + jvm.lastWords());
      }
      expected = schema(plain);
    }
    try (var safe = server.server().createDatabase()) {
      for (var jvm = whole(safe); !jvm.isDone(); jvm = whole(safe)) {
        if (!jvm.said("SafeDDL refused") || !asWritten.add(jvm.part())) {
          throw new Wrong("not done: " + jvm.lastWords());
        }
      }
      assertEnd(safe);
    }
    out.println(this + ": whole in " + millis + " ms, as written " + asWritten);
  }

  private HistoryJvm whole(TestDatabase database) throws Wrong, InterruptedException {
    var loading = asWritten.isEmpty() ? classes.writing() : classes.reading();
    var jvm = start(database, safeUrl(database), loading, "migrate");
    jvm.awaitBegin();
    long begun = System.nanoTime();
    ends(jvm);
    millis += TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    return jvm;
  }

  /**
   * Runs it through from nothing, interrupted at random moments.
   *
   * @param most how often at most
   */
  void runThrough(long seed, int most) throws Wrong, SQLException, InterruptedException {
    var random = new Random(seed);
    int before = struck;
    try (var database = server.server().createDatabase()) {
      var jvm = start(database, safeUrl(database), classes.reading(), "migrate");
      while (!isThrough(jvm, struck - before < most, database, random)) {
        jvm = start(database, safeUrl(database), classes.reading(), "resume");
      }
      assertEnd(database);
    }
    out.println(this + ", seed " + seed + ": interrupted " + (struck - before) + " times");
  }

  private boolean isThrough(HistoryJvm jvm, boolean strikes, TestDatabase database, Random random)
      throws Wrong, SQLException, InterruptedException {
    long moment = 1 + random.nextLong(Math.max(1, 2 * millis / TIMES));
    var kind = random.nextInt(3) == 0 ? Kind.TERMINATE : Kind.KILL_JVM;
    jvm.awaitBegin();
    if (strikes && !jvm.ends(moment, TimeUnit.MILLISECONDS)) {
      strike(kind, jvm, database);
      struck++;
      failure = "";
      assertStages(jvm);
      return false;
    }
    ends(jvm);
    if (jvm.isDone()) {
      return true;
    }
    if (!isToolGap(jvm)) {
      throw new Wrong("not done: " + jvm.lastWords());
    }
    if (!jvm.failure().equals(failure)) {
      overtaken++;
      failure = jvm.failure();
      out.println(this + ": overtaken in part " + jvm.part() + " by " + failure);
      return false;
    }
    toolGaps++;
    failure = "";
    out.println(this + ": noted by hand in part " + jvm.part() + " after " + jvm.failure());
    var note = start(database, safeUrl(database), classes.reading(), "note");
    ends(note);
    if (!note.isDone()) {
      throw new Wrong("not noted: " + note.lastWords() + " after " + jvm.lastWords());
    }
    return false;
  }

  private HistoryJvm start(TestDatabase database, String url, List<String> more, String what) {
    return HistoryJvm.start(history, more, url, database, what, asWritten);
  }

  private String safeUrl(TestDatabase database) {
    return database.safeDdlUrl() + options;
  }

  private void ends(HistoryJvm jvm) throws Wrong, InterruptedException {
    if (!jvm.ends(LIMIT_S, TimeUnit.SECONDS)) {
      jvm.kill();
      throw new Wrong("it hangs: " + jvm.lastWords());
    }
    assertStages(jvm);
  }

  private void assertStages(HistoryJvm jvm) throws Wrong {
    for (var stage : jvm.stages().entrySet()) {
      var plain = stages.getOrDefault(stage.getKey(), stage.getValue());
      if (!stage.getValue().equals(plain)) {
        throw new Wrong(
            "behind part %d the schema differs:\n%s%s"
                .formatted(
                    stage.getKey(), Stage.differences(plain, stage.getValue()), jvm.lastWords()));
      }
    }
  }

  private static SchemaProjection schema(TestDatabase database) throws SQLException {
    try (var connection = database.connect()) {
      return SchemaProjection.of(connection);
    }
  }

  private void assertEnd(TestDatabase database) throws Wrong, SQLException {
    var left = NothingLeaks.findIn(database, Set.of());
    if (!left.isEmpty()) {
      throw new Wrong("left behind: " + left);
    }
    var differences = expected.differencesTo(schema(database));
    if (!differences.isEmpty()) {
      throw new Wrong("the schema differs:\n" + differences);
    }
  }

  private static void strike(Kind kind, HistoryJvm jvm, TestDatabase database)
      throws Wrong, SQLException, InterruptedException {
    if (kind == Kind.KILL_JVM) {
      jvm.kill();
      return;
    }
    try (var killer = database.connect()) {
      Arena.run(
          killer,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND backend_type = 'client backend'"
              + " AND pid <> pg_backend_pid() AND application_name <> '"
              + HistoryMain.OURS
              + "'");
    }
    if (!jvm.ends(LIMIT_S, TimeUnit.SECONDS)) {
      jvm.kill();
      throw new Wrong("it hangs after its sessions were ended: " + jvm.lastWords());
    }
  }

  /**
   * The tools commit a migration before they note it as done. Killed in between, they run it again,
   * with plain pgjdbc too; whoever has looked tells the tool that it is done. If it was not, the
   * schema will show it. The same words come, once, where the session of the killed tool commits
   * while the next one has begun already: that one need only be run again.
   */
  private static boolean isToolGap(HistoryJvm jvm) {
    return DONE_BEFORE.matcher(jvm.failure()).find() && !NOT_ITS_OWN.matcher(jvm.failure()).find();
  }

  /** How often it was interrupted. */
  int struck() {
    return struck;
  }

  /** How often the tool had to be told that a migration was done. */
  int toolGaps() {
    return toolGaps;
  }

  /** How often the session of a killed tool committed under the eyes of the next one. */
  int overtaken() {
    return overtaken;
  }

  /** The parts that ran as written, under {@code mode=warn}. */
  Set<Integer> asWritten() {
    return Set.copyOf(asWritten);
  }

  @Override
  public String toString() {
    return history + " on " + server.server().major();
  }
}
