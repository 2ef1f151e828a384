package io.safeddl.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.bench.traffic.TrafficLog.Operation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrafficLogTest {
  private static final long MS = 1_000_000;

  @Test
  void figuresAreLatenciesThatWereMeasured() {
    var operations =
        IntStream.rangeClosed(1, 200).mapToObj(i -> new Operation(i, i * MS, false)).toList();
    var figures = new TrafficLog(operations, List.of()).figures();
    assertThat(figures).isEqualTo(new Figures(200, 198, 100, 200));
  }

  @Test
  void aSpanOfTimeIsJudgedByIntendedStarts() {
    var log =
        new TrafficLog(
            List.of(
                new Operation(10, 900 * MS, true),
                new Operation(20, 3 * MS, false),
                new Operation(30, 700 * MS, true)),
            List.of());
    assertThat(log.figures(15, 25)).isEqualTo(new Figures(3, 3, 3, 1));
  }

  @Test
  void nothingMeasuredIsNotAGoodFigure() {
    var log = new TrafficLog(List.of(), List.of());
    assertThatThrownBy(log::figures).isInstanceOf(IllegalStateException.class);
  }
}
