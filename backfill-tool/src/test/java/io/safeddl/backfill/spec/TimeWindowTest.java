package io.safeddl.backfill.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWindowTest {
  @ParameterizedTest
  @CsvSource({
    "22:00-06:00 UTC, 2026-01-01T21:59:59Z, false, 2026-01-01T22:00:00Z",
    "22:00-06:00 UTC, 2026-01-01T22:00:00Z, true, 2026-01-02T22:00:00Z",
    "22:00-06:00 UTC, 2026-01-02T05:59:59Z, true, 2026-01-02T22:00:00Z",
    "22:00-06:00 UTC, 2026-01-02T06:00:00Z, false, 2026-01-02T22:00:00Z",
    "01:00-05:00 Europe/Berlin, 2026-01-01T00:00:00Z, true, 2026-01-02T00:00:00Z",
    "01:00-05:00 Europe/Berlin, 2026-01-01T12:00:00Z, false, 2026-01-02T00:00:00Z",
    // In the night to 29 March the clock jumps from 2 to 3: the window opens at what is 3:30.
    "02:30-05:00 Europe/Berlin, 2026-03-28T12:00:00Z, false, 2026-03-29T01:30:00Z",
  })
  void hoursAreThoseOfTheClockOnTheWall(String text, Instant now, boolean open, Instant next) {
    var window = TimeWindow.parse(text);
    assertThat(window.isOpen(now)).isEqualTo(open);
    assertThat(window.nextOpening(now)).isEqualTo(next);
    assertThat(window).hasToString(text);
  }
}
