package io.safeddl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.bench.traffic.TrafficLog;
import io.safeddl.bench.traffic.TrafficLog.Operation;
import io.safeddl.bench.traffic.TrafficShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  private static final long MS = 1_000_000;

  @Test
  void thePageIsCompleteInItself(@TempDir Path directory) throws IOException {
    var file = directory.resolve("report.html");
    var shape = new TrafficShape(1, 1, 0, 10, 1_000_000);
    var change = new ExpandContract(run("safe", 7), 1_000_000, 0);
    new Page(run("plain", 6_000), run("safe", 40), change, shape, "PostgreSQL 18").write(file);
    var html = Files.readString(file);
    assertThat(html)
        .contains("<svg", "6.0 s", "40 ms", "150 : 1", "1,000,000 rows", "7.0 ms")
        .contains("CREATE INDEX i ON t (a) WHERE a &lt; 5")
        .doesNotContain("${", "WHERE a < 5", "NaN");
    // Nothing is loaded from anywhere.
    assertThat(html).doesNotContain("<script", "<link", "<img", "@import", "url(");
    assertThat(Pattern.compile("(src|href)=").matcher(html).find()).isFalse();
  }

  /** One operation every 10 ms; the one at 1 s takes long. */
  private static Run run(String name, long stallMs) {
    var operations =
        IntStream.range(0, 300)
            .mapToObj(i -> new Operation(i * 10L * MS, i == 100 ? stallMs * MS : MS, false))
            .toList();
    var event =
        new Run.Event(
            "1",
            "why",
            "CREATE INDEX i ON t (a) WHERE a < 5",
            true,
            900 * MS,
            1_500 * MS,
            Answer.done(List.of("said <so>")));
    var retyped =
        new Run.Event(
            "2",
            "why",
            ExpandContract.INSTEAD_OF,
            false,
            1_600 * MS,
            1_700 * MS,
            Answer.done(List.of()));
    return new Run(name, new TrafficLog(operations, List.of()), List.of(event, retyped));
  }
}
