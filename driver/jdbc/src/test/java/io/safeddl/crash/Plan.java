package io.safeddl.crash;

import io.safeddl.crash.Point.Where;
import io.safeddl.testing.OwnServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario on a server, run by a tool in one of its shapes.
 *
 * @param world the schema of the scenario with its rows, of which each run gets a copy
 * @param expected what the plain statements make of it
 */
record Plan(
    OwnServer server,
    Tools tools,
    Scenario scenario,
    Shape shape,
    Arena world,
    Yardstick expected) {
  private static final String REFUSED = "FAILED 0A000 SafeDDL refused";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String toString() {
    return scenario.name() + " " + shape + " on " + server.server().major();
  }

  /**
   * Runs it without interruption, through all its lines, and asserts its end.
   *
   * @return where it can be interrupted, as far as the lines tell; nowhere where it is refused
   */
  List<Point> points() throws Wrong, SQLException, InterruptedException {
    try (var arena = world.copy()) {
      var tool = tools.ready();
      start(tool, arena, true, "");
      var points = new ArrayList<Point>();
      int position = 0;
      for (var answer = next(tool); !answer.isEnd(); answer = next(tool)) {
        if (answer.kind() == Answer.Kind.AT) {
          var here = new Point(position++, answer.text(), Where.AT);
          points.add(here);
          if (here.beginsWork()) {
            points.add(new Point(here.position(), here.line(), Where.DURING_DDL));
            points.add(new Point(here.position(), here.line(), Where.DURING_WAIT));
          }
          tool.go();
        }
      }
      if (last(tool).startsWith(REFUSED)) {
        return List.of();
      }
      assertDone(tool);
      assertEnd(arena, tool);
      return points;
    }
  }

  /** Begins it in the tool. */
  void start(ToolJvm tool, Arena arena, boolean pausing, String options) {
    var database = arena.database();
    var url =
        database.safeDdlUrl()
            + "?safeddl.assumeLarge=*&safeddl.transactions=auto"
            // The test itself lets the tool stand still, and other work on the machine too.
            + "&safeddl.maxTransactionHold=1h"
            + options;
    tool.run(
        pausing, shape, List.of(url, database.user(), database.password()), scenario.migration());
  }

  /** What the tool says next. */
  Answer next(ToolJvm tool) throws Wrong, InterruptedException {
    var answer = tool.next(PATIENCE);
    if (answer == null) {
      tools.discard();
      throw new Wrong("it hangs: " + tool.heard());
    }
    return answer;
  }

  /** Lets it run to its end. */
  Answer finish(ToolJvm tool) throws Wrong, InterruptedException {
    while (true) {
      var answer = next(tool);
      if (answer.kind() == Answer.Kind.AT) {
        tool.go();
      } else if (answer.isEnd()) {
        return answer;
      }
    }
  }

  void assertDone(ToolJvm tool) throws Wrong {
    if (!last(tool).startsWith(Answer.Kind.DONE.name())) {
      throw new Wrong("not done: " + tool.heard());
    }
  }

  private static String last(ToolJvm tool) {
    var heard = tool.heard();
    return heard.isEmpty() ? "" : heard.get(heard.size() - 1);
  }

  /** The schema of the plain run, and nothing beside it. */
  void assertEnd(Arena arena, ToolJvm tool) throws Wrong, SQLException {
    var left = new ArrayList<>(NothingLeaks.findBy(arena.watcher()));
    left.removeAll(expected.unfinished());
    tool.heard().stream().filter(l -> l.startsWith(Answer.Kind.LEFT.name())).forEach(left::add);
    if (!left.isEmpty()) {
      throw new Wrong("left behind: " + left + "; " + tool.heard());
    }
    var differences = expected.end().differencesTo(arena.schema());
    if (!differences.isEmpty()) {
      throw new Wrong("the schema differs:\n" + differences + tool.heard());
    }
  }
}
