package io.safeddl.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.Wanted;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long the gate keeps a worker that is to be nice. */
class GateTest {
  private static final Duration BATCH = Duration.ofMillis(20);

  private final Orders orders = new Orders();

  private Gate gate(Scene scene, double niceRatio) throws SQLException {
    var task =
        scene.task(Scene.spec("{table: public.t, set: {a: 1}, where: a IS DISTINCT FROM 1}"));
    var jobs = new JobTable(scene.session(), scene.schema);
    return new Gate(
        orders,
        Optional::empty,
        Optional.empty(),
        Clock.systemUTC(),
        jobs,
        task.job().id(),
        niceRatio);
  }

  private static Scene scene() throws SQLException {
    var scene = Scene.on(18);
    scene.execute("CREATE TABLE t (id int PRIMARY KEY, a int)");
    return scene;
  }

  @Test
  void itRestsManyTimesAsLongAsABatchTook() throws Exception {
    try (var scene = scene()) {
      var gate = gate(scene, 2.5);
      var begun = System.nanoTime();
      gate.worked(BATCH);
      assertThat(gate.pass(reason -> {})).isEmpty();
      assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(50_000_000);
    }
  }

  @Test
  void aLongRestKeepsTheChunkAndEndsWithTheRun() throws Exception {
    try (var scene = scene()) {
      var gate = gate(scene, 100);
      var reasons = new ArrayList<String>();
      gate.worked(Duration.ofHours(1));
      var end =
          gate.pass(
              reason -> {
                reasons.add(reason);
                orders.stop();
              });
      assertThat(end).contains(Ending.STOPPED);
      assertThat(reasons).containsExactly("rests (niceRatio)");
    }
  }

  @Test
  void whenItOpensItSaysSo() throws Exception {
    try (var scene = scene()) {
      var gate = gate(scene, 0);
      var reasons = new ArrayList<String>();
      orders.want(Wanted.PAUSE);
      assertThat(gate.pass(reasons::add)).isEmpty();
      assertThat(reasons).containsExactly("paused", "goes on");
    }
  }
}
