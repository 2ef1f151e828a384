package io.safeddl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.testing.OwnServer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fixed sample of what {@code -Pcrash} tries in full. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a server can be crashed on Unix only")
class CrashTest {
  private static final int ONE_IN = 7;

  private static final Tally TALLY = new Tally();

  @AfterAll
  static void writeFigures() {
    TALLY.write(Path.of("target", "crash", "summary.json"));
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void anInterruptedMigrationEndsAsAnUninterruptedOne(int major) {
    // Points are visited in their order, so the sample is the same each time.
    var turn = new AtomicInteger();
    interrupt(
        major,
        Scenarios.ADD_COLUMN_CREATE_INDEX,
        (point, kind) -> turn.getAndIncrement() % ONE_IN == 0);
  }

  /** The index is gone by then, and the row that speaks of it is not stale for that. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aDropThatIsDoneButNotYetWrittenDownIsNotRepeated(int major) {
    interrupt(
        major,
        Scenarios.DROP_INDEX,
        (point, kind) -> kind == Kind.TERMINATE && point.line().equals("step 1 of 1 done"));
  }

  private static void interrupt(int major, Scenario scenario, BiPredicate<Point, Kind> chosen) {
    int before = TALLY.trials();
    try (var server = OwnServer.start(major);
        var tools = new Tools()) {
      new Crash(TALLY, System.out, chosen).run(server, tools, scenario, Shape.TRANSACTION);
    }
    assertThat(TALLY.failures()).isEmpty();
    assertThat(TALLY.refused()).isEmpty();
    assertThat(TALLY.trials()).isGreaterThan(before);
  }
}
