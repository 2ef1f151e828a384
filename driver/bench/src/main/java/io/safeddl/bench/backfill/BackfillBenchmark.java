package io.safeddl.bench.backfill;

import io.safeddl.testing.OwnServer;
import io.safeddl.testing.TestPostgres;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the backfill tool: its speed beside that of others, its growth, and its courtesy. */
@Command(
    name = "backfill-benchmark",
    mixinStandardHelpOptions = true,
    description = "The backfill tool beside what people do by hand, on one server in one run.",
    subcommands = {SpeedCommand.class, ScaleCommand.class, CourtesyCommand.class})
public final class BackfillBenchmark implements Callable<Integer> {
  /** As a small server for production would have it; the tests' own give up durability. */
  private static final List<String> SETTINGS =
      List.of(
          "fsync=on",
          "full_page_writes=on",
          "wal_level=replica",
          "shared_buffers=1GB",
          "max_wal_size=16GB",
          "checkpoint_timeout=1h");

  @Spec @Nullable CommandSpec spec;

  private BackfillBenchmark() {}

  /** Exits with 0, with 1 where a promise was not kept, with 2 on wrong use. */
  public static void main(String[] args) {
    var print = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new BackfillBenchmark()).setOut(print).execute(args));
  }

  @Override
  public Integer call() {
    throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Missing command");
  }

  /** What all commands ask for. */
  static final class Common {
    @Option(names = "--out", description = "The JSON file to write.", required = true)
    Path out = Path.of("");

    @Option(names = "--major", description = "PostgreSQL's major version (default: newest).")
    int major = TestPostgres.MAJORS.get(TestPostgres.MAJORS.size() - 1);

    OwnServer server() {
      return OwnServer.start(major, SETTINGS);
    }
  }
}
