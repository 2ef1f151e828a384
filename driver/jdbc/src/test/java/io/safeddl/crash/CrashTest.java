package io.safeddl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.testing.OwnServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fixed sample of what {@code -Pcrash} tries in full. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a server can be crashed on Unix only")
class CrashTest {
  private static final Set<Kind> WITH_THE_TOOL_ALIVE =
      Set.of(Kind.TERMINATE, Kind.LOCK_NOT_HAD, Kind.DEADLINE, Kind.CANCEL);

  private static final Tally TALLY = new Tally();

  @AfterAll
  static void writeFigures() throws IOException {
    Files.writeString(Path.of("target", "crash", "summary.json"), TALLY.json());
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void anInterruptedMigrationEndsAsAnUninterruptedOne(int major) {
    try (var server = OwnServer.start(major);
        var tools = new Tools()) {
      // Points are visited in their order, so the sample is the same each time.
      var turn = new AtomicInteger();
      var crash =
          new Crash(
              TALLY,
              System.out,
              (point, kind) ->
                  WITH_THE_TOOL_ALIVE.contains(kind) && turn.incrementAndGet() % 4 == 0);
      crash.run(server, tools, Scenarios.CREATE_INDEX, Shape.AUTOCOMMIT);
    }
    assertThat(TALLY.failures()).isEmpty();
    assertThat(TALLY.trials()).isPositive();
  }
}
