package io.safeddl.backfill.recipe;

import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Leaf;
import io.safeddl.backfill.target.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Indexes of a table that somebody else is building. They are not valid yet, and would be taken for
 * those that a build has left behind. Often it is a build of ours whose process was killed: its
 * server process does not know that, and goes on until it wants to answer.
 */
final class OtherBuilds {
  /** A job that is started again shall not fail for what is over soon. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String SQL =
      """
      SELECT p.pid FROM pg_catalog.pg_stat_progress_create_index p
       WHERE p.datname = pg_catalog.current_database() AND p.relid = ANY (CAST(? AS bigint[]))
       LIMIT 1
      """;

  private final Database database;
  private final Target target;

  OtherBuilds(Database database, Target target) {
    this.database = database;
    this.target = target;
  }

  /**
   * Waits until there are none.
   *
   * @param say hears for whom
   * @throws RecipeException where there are some by then
   */
  void await(Duration patience, Consumer<String> say) throws SQLException {
    var until = System.nanoTime() + patience.toNanos();
    for (var told = false; ; told = true) {
      var builder = builder();
      if (builder.isEmpty()) {
        return;
      }
      var who =
          "an index of "
              + target.name()
              + " is being built just now, by another `build` perhaps (server process "
              + builder.get()
              + ")";
      if (System.nanoTime() - until > 0) {
        throw new RecipeException(who + ". Run this again when that has ended");
      }
      if (!told) {
        say.accept("Waits: " + who + ".");
      }
      // On the server, where it can be cancelled.
      database.read(() -> database.row("SELECT pg_catalog.pg_sleep(0.2)", row -> true));
    }
  }

  private Optional<Long> builder() throws SQLException {
    var leaves = target.leaves().stream().map(Leaf::oid).toArray(Long[]::new);
    return database.read(() -> database.optional(SQL, row -> row.getLong(1), (Object) leaves));
  }
}
