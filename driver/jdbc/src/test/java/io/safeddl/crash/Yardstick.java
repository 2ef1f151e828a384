package io.safeddl.crash;

import io.safeddl.testing.SchemaProjection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the plain statements make of a scenario through plain pgjdbc.
 *
 * @param stages the schema before the first statement and after each
 * @param unfinished what the plain migration itself leaves INVALID or NOT VALID
 */
record Yardstick(List<SchemaProjection> stages, List<String> unfinished) {
  Yardstick {
    stages = List.copyOf(stages);
    unfinished = List.copyOf(unfinished);
  }

  /**
   * Runs them.
   *
   * @param world the schema before, with its rows
   */
  static Yardstick of(Arena world, Scenario scenario) throws SQLException {
    try (var arena = world.copy();
        var connection = arena.connect()) {
      var stages = new ArrayList<SchemaProjection>();
      stages.add(SchemaProjection.of(connection));
      for (var statement : scenario.migration()) {
        Arena.run(connection, statement);
        stages.add(SchemaProjection.of(connection));
      }
      return new Yardstick(stages, NothingLeaks.objects(connection));
    }
  }

  SchemaProjection end() {
    return stages.get(stages.size() - 1);
  }

  /** After how many statements this is the schema, at least {@code noted}; -1 where it never is. */
  int stage(SchemaProjection schema, int noted) {
    for (int i = noted; i < stages.size(); i++) {
      if (stages.get(i).lines().equals(schema.lines())) {
        return i;
      }
    }
    return -1;
  }
}
