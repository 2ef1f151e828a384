package io.safeddl.backfill.run;

import io.safeddl.backfill.mirror.Direction;
import io.safeddl.backfill.mirror.MirrorTrigger;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.spec.SpecFile;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.state.WorkTables;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Probe;
import io.safeddl.backfill.target.RowWork;
import io.safeddl.backfill.target.Target;
import io.safeddl.backfill.target.TargetReader;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import io.safeddl.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A database, a table in it and a spec: what the tests of the run have in common. */
final class Scene implements AutoCloseable {
  static final RunOptions QUICK =
      new RunOptions(
          1, Duration.ofSeconds(2), Duration.ofSeconds(20), RunOptions.Walk.AUTO, 1000, true);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestDatabase database;
  private final Database session;
  final StateSchema schema = new StateSchema(StateSchema.DEFAULT_NAME);

  private Scene(TestDatabase database) throws SQLException {
    this.database = database;
    this.session = new Database(database.connect());
  }

  static RunOptions walk(RunOptions.Walk walk) {
    return new RunOptions(1, QUICK.lease(), QUICK.reconnect(), walk, 1000, true);
  }

  static RunOptions workers(int workers) {
    return new RunOptions(
        workers, QUICK.lease(), QUICK.reconnect(), RunOptions.Walk.AUTO, 1000, true);
  }

  /** An empty database on a server of that version. */
  static Scene on(int major) throws SQLException {
    return on(TestPostgres.server(major));
  }

  /** An empty database on a server. */
  static Scene on(TestServer server) throws SQLException {
    return new Scene(server.createDatabase());
  }

  /** The session that the test itself uses. */
  Database session() {
    return session;
  }

  Connection connect() throws SQLException {
    return database.connect();
  }

  TestDatabase database() {
    return database;
  }

  void execute(String... statements) throws SQLException {
    for (var statement : statements) {
      session.execute(statement);
    }
  }

  long number(String sql) throws SQLException {
    return session.row(sql, row -> row.getLong(1));
  }

  /** The sessions of the tool. */
  Sessions sessions() {
    return new Sessions(
        () -> {
          var properties = new Properties();
          properties.setProperty("ApplicationName", "safeddl-backfill");
          properties.setProperty("prepareThreshold", "0");
          return database.connect(properties);
        });
  }

  static Spec spec(String text) {
    try {
      return SpecFile.parse(Path.of("test.yaml"), text);
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** A task whose trigger is not looked at: the test makes it, or leaves it out. */
  Task task(Spec spec) throws SQLException {
    return task(spec, database -> {});
  }

  Task task(Spec spec, Task.Guard guard) throws SQLException {
    return task(session, schema, spec, guard);
  }

  /** The same in a session of another process. */
  static Task task(Database session, StateSchema schema, Spec spec, Task.Guard guard)
      throws SQLException {
    schema.create(session);
    WorkTables.create(session, schema);
    var target = TargetReader.read(session, spec.table()).orElseThrow();
    var jobs = new JobTable(session, schema);
    var current = jobs.current(spec.table(), spec.written());
    var job =
        current.isPresent()
            ? current.get()
            : jobs.begin(spec.table(), target.oid(), spec.written(), "test");
    return new Task(spec, target, job, work(session, spec, target), schema, guard);
  }

  private static RowWork work(Database session, Spec spec, Target target) throws SQLException {
    return spec.fill().isPresent()
        ? Probe.work(session, target, spec.fill().get())
        : Probe.work(Probe.mirrors(session, target, spec.mirrors()));
  }

  /** Makes the trigger of a spec, as {@code expand} would; the columns are there already. */
  void makeTrigger(Spec spec) throws SQLException {
    var target = TargetReader.read(session, spec.table()).orElseThrow();
    var mirrors = Probe.mirrors(session, target, spec.mirrors());
    session.inTransaction(
        () -> {
          for (var sql : new MirrorTrigger(target, mirrors, Direction.FORWARD).create()) {
            session.execute(sql);
          }
          return true;
        });
  }

  Ending run(Task task) throws SQLException, InterruptedException {
    return run(task, QUICK);
  }

  Ending run(Task task, RunOptions options) throws SQLException, InterruptedException {
    return backfill(task, options, Optional::empty).run();
  }

  Backfill backfill(Task task, RunOptions options, Supplier<Optional<String>> throttle) {
    return new Backfill(task, options, sessions(), throttle, Clock.systemUTC());
  }

  /** A throttle that never throttles, but does something before a batch of that number. */
  Supplier<Optional<String>> once(int batch, String... statements) {
    var seen = new AtomicInteger();
    return () -> {
      if (seen.incrementAndGet() == batch) {
        unchecked(
            () -> {
              try (var other = new Database(connect())) {
                for (var sql : statements) {
                  other.execute(sql);
                }
              }
              return true;
            });
      }
      return Optional.empty();
    };
  }

  /** Waits until a query gives true; a table that is not there yet is not true. */
  void await(String condition) throws Exception {
    var limit = System.nanoTime() + PATIENCE.toNanos();
    while (!isTrue(condition)) {
      if (System.nanoTime() > limit) {
        throw new AssertionError("never true: " + condition);
      }
      Thread.sleep(20);
    }
  }

  private boolean isTrue(String condition) throws SQLException {
    try {
      return session.rows(condition, row -> row.getBoolean(1)).contains(true);
    } catch (SQLException e) {
      if ("42P01".equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  static <T> T unchecked(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> quarantine() throws SQLException {
    return session.rows(
        "SELECT place || ' ' || sqlstate FROM safeddl.backfill_quarantine ORDER BY place",
        row -> row.getString(1));
  }

  @Override
  public void close() throws SQLException {
    session.close();
    database.close();
  }
}
