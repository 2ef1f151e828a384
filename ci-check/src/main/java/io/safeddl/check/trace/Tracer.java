package io.safeddl.check.trace;

import io.safeddl.check.migration.LayoutName;
import io.safeddl.check.migration.Migration;
import io.safeddl.check.migration.Migrations;
import io.safeddl.check.source.SourceFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs migrations on a scratch database as their tool would. Those that have been rolled out build
 * the schema; the others are traced, until one fails.
 */
public final class Tracer {
  private final Scratch scratch;
  private final Predictions predictions;
  private final List<String> remarks = new ArrayList<>();

  /**
   * A tracer on a database that holds nothing yet.
   *
   * @param predictions of the migrations that are to be traced
   */
  public Tracer(Scratch scratch, Predictions predictions) {
    this.scratch = scratch;
    this.predictions = predictions;
  }

  /**
   * Runs them.
   *
   * @param setup SQL to be run before the first of them; null for none
   * @param seed SQL to be run before the first that is traced: rows; null for none
   * @throws IOException where the server cannot be used any more
   */
  public Trace trace(Migrations migrations, @Nullable SourceFile setup, @Nullable SourceFile seed)
      throws IOException {
    var clock = new Clock();
    try (var session = new Session(scratch.connect(), clock);
        var watching = scratch.connect()) {
      var runner = new MigrationRunner(session, remarks);
      var builder = new Builder(session, scratch.ownsServer());
      var traced = new StatementTracer(session, watching, clock, scratch.ownsServer());
      var lost = "";
      try {
        run(migrations, plain(setup), plain(seed), runner, builder, traced);
      } catch (SQLException e) {
        lost = "the session has ended: " + Failures.message(e);
      }
      if (builder.leftOut() > 0) {
        remarks.add(
            builder.leftOut()
                + " of the statements that build the schema are about the server and were left"
                + " out.");
      }
      var failure =
          Stream.of(lost, builder.failure(), runner.failure())
              .filter(it -> !it.isEmpty())
              .findFirst()
              .orElse("");
      return new Trace(scratch.description(), traced.statements(), remarks, failure);
    } catch (SQLException e) {
      throw new IOException("--trace: " + e.getMessage(), e);
    }
  }

  private void run(
      Migrations migrations,
      List<Migration> setup,
      List<Migration> seed,
      MigrationRunner runner,
      Builder builder,
      StatementTracer traced)
      throws SQLException {
    if (!build(setup, runner, builder)) {
      return;
    }
    var seeded = false;
    for (var migration : migrations.ordered()) {
      if (migration.release() == null) {
        if (!build(List.of(migration), runner, builder)) {
          return;
        }
        continue;
      }
      if (!seeded && !build(seed, runner, builder)) {
        return;
      }
      seeded = true;
      var pieces = Piece.of(migration, predictions.of(migration));
      if (!runner.run(migration, pieces, traced)) {
        return;
      }
    }
  }

  private static boolean build(List<Migration> migrations, MigrationRunner runner, Builder builder)
      throws SQLException {
    for (var migration : migrations) {
      if (!runner.run(migration, Piece.of(migration), builder)) {
        return false;
      }
    }
    return true;
  }

  private static List<Migration> plain(@Nullable SourceFile file) throws IOException {
    return file == null ? List.of() : LayoutName.plain.layout().read(List.of(file)).ordered();
  }
}
