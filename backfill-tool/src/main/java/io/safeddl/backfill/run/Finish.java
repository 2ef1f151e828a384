package io.safeddl.backfill.run;

import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.PassTable;
import io.safeddl.backfill.state.QuarantineTable;
import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.Optional;

/** Decides whether a pass that had nothing to do was the last one. */
final class Finish {
  private static final String ONE_AT_A_TIME =
      "SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(?, ?))";

  private final Database database;
  private final Task task;
  private final PassTable passes;
  private final QuarantineTable quarantine;
  private final JobTable jobs;

  Finish(
      Database database, Task task, PassTable passes, QuarantineTable quarantine, JobTable jobs) {
    this.database = database;
    this.task = task;
    this.passes = passes;
    this.quarantine = quarantine;
    this.jobs = jobs;
  }

  /** How the run ends with this pass; empty where another one is needed. */
  Optional<Ending> of(int pass) throws SQLException {
    return database.inTransaction(
        () -> {
          // What is behind this commit is on disk, and so is every batch before it.
          database.execute("SET LOCAL synchronous_commit = on");
          database.execute("SET LOCAL statement_timeout = 0");
          database.execute("SET LOCAL lock_timeout = 0");
          var job = task.job().id();
          database.row(ONE_AT_A_TIME, row -> true, "safeddl finish " + task.schema().name(), job);
          if (passes.current() != pass || jobs.byId(job).filledAt().isPresent()) {
            return passes.current() != pass ? Optional.<Ending>empty() : Optional.of(Ending.DONE);
          }
          if (!passes.hasAllLeaves(pass, task.target().oid())) {
            return Optional.<Ending>empty();
          }
          quarantine.keepOnly(pass);
          var failing = quarantine.count();
          if (!task.mirrored() && moreThan(failing)) {
            return Optional.<Ending>empty();
          }
          jobs.filled(job, failing == 0);
          return Optional.of(failing == 0 ? Ending.DONE : Ending.QUARANTINED);
        });
  }

  /**
   * Without a trigger a row may be moved, unwritten, from where the sweep has not been to where it
   * has. One snapshot of the whole table sees every row once.
   */
  private boolean moreThan(long rows) throws SQLException {
    var sql =
        "SELECT pg_catalog.count(*) FROM (SELECT 1 FROM "
            + task.target().name().toSql()
            + " WHERE "
            + task.work().pending()
            + " LIMIT "
            + (rows + 1)
            + ") AS pending";
    try (var statement = database.connection().createStatement()) {
      statement.setEscapeProcessing(false);
      try (var result = statement.executeQuery(sql)) {
        return result.next() && result.getLong(1) > rows;
      }
    }
  }
}
