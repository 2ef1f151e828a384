package io.safeddl.check.journal;

import com.google.gson.JsonParser;
import io.safeddl.check.server.Server;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a migration tool that has not come to its end, as the journal tells it.
 *
 * @param startedAt when its first statement was noted, as the server writes it
 * @param running its owner's session is there still
 */
record Run(
    String id,
    String startedAt,
    int ownerPid,
    String application,
    boolean running,
    List<Noted> statements) {

  /**
   * A statement of it.
   *
   * @param state {@code done}, or {@code intent} where its steps are under way
   * @param step how many of its steps have been done
   * @param steps how many it has; 0 for a statement that has none of its own
   * @param next the step that comes next, null where none does
   * @param relations the names of what it is about, and the number of what is gone
   * @param oids the same as numbers
   */
  record Noted(
      int ordinal,
      String state,
      String statement,
      int step,
      int steps,
      @Nullable String next,
      List<String> relations,
      List<Long> oids) {
    Noted {
      relations = List.copyOf(relations);
      oids = List.copyOf(oids);
    }
  }

  /** A session whose start is hidden from this role may be the owner, and counts as such. */
  static final String OWNER_IS_THERE =
      """
      EXISTS (SELECT FROM pg_stat_activity a
               WHERE a.pid = j.owner_pid
                 AND coalesce(a.backend_start, j.owner_started) = j.owner_started)
      """;

  private static final String ROWS =
      """
      SELECT j.run::text, j.ordinal, j.statement_start, j.state, j.step, j.steps::text,
             j.started_at::text, j.owner_pid, j.application_name,
             ARRAY(SELECT r::regclass::text FROM unnest(j.relations) r), j.relations::text[],
      """
          + OWNER_IS_THERE
          + " FROM safeddl.journal j ORDER BY j.started_at, j.run, j.ordinal";

  Run {
    statements = List.copyOf(statements);
  }

  /** All of them, the oldest first. */
  static List<Run> all(Server server) throws SQLException {
    var runs = new LinkedHashMap<String, Run>();
    server.rows(
        ROWS,
        row -> {
          var id = row.getString(1);
          var before = runs.get(id);
          var statements = new ArrayList<Noted>(before == null ? List.of() : before.statements());
          statements.add(noted(row));
          runs.put(
              id,
              new Run(
                  id,
                  before == null ? row.getString(7) : before.startedAt(),
                  row.getInt(8),
                  row.getString(9),
                  row.getBoolean(12) || (before != null && before.running()),
                  statements));
          return true;
        });
    return List.copyOf(runs.values());
  }

  /** The numbers of all that its statements are about. */
  List<Long> oids() {
    return statements.stream().flatMap(noted -> noted.oids().stream()).distinct().toList();
  }

  private static Noted noted(ResultSet row) throws SQLException {
    var json = row.getString(6);
    var steps = json == null ? List.<String>of() : texts(json);
    var step = row.getInt(5);
    var done = "done".equals(row.getString(4));
    return new Noted(
        row.getInt(2),
        row.getString(4),
        row.getString(3),
        step,
        steps.size(),
        !done && step < steps.size() ? steps.get(step) : null,
        List.of((String[]) row.getArray(10).getArray()),
        List.of((String[]) row.getArray(11).getArray()).stream().map(Long::valueOf).toList());
  }

  private static List<String> texts(String json) {
    var texts = new ArrayList<String>();
    for (var step : JsonParser.parseString(json).getAsJsonArray()) {
      texts.add(step.getAsJsonObject().get("sql").getAsString());
    }
    return texts;
  }
}
