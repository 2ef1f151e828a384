package io.safeddl.demo;

import io.safeddl.bench.Json;
import io.safeddl.bench.traffic.TrafficShape;
import io.safeddl.testing.TestPostgres;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs real migrations and one careless release twice, and shows what the application felt. */
@Command(
    name = "./demo",
    description = {
      "Runs real migrations and one careless release against a large table under traffic, over"
          + " plain pgjdbc and over SafeDDL, carries the change of a key's type that was refused"
          + " from expand to contract, and shows what the application felt.",
      "Writes target/demo/report.html and target/demo/result.json."
    })
public final class Demo implements Callable<Integer> {
  private static final int READERS = 3;
  private static final int WRITERS = 3;
  private static final int PER_SECOND = 100;
  private static final long QUICK_ROWS = 500_000;
  private static final long FULL_ROWS = 2_000_000;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--quick",
      description = "Half a million rows and shorter reports: under a minute.")
  boolean quick;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(names = "--out", hidden = true, description = "The directory to write to.")
  Path directory = Path.of("target", "demo");

  private Demo() {}

  /** Exits with 0, with 1 where something went wrong, with 2 on wrong use. */
  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var stopping = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping.set(true), "stopping"));
    var code =
        new CommandLine(new Demo())
            .setOut(out)
            .setExecutionExceptionHandler(
                (e, command, parsed) -> {
                  // On Ctrl-C the server goes first; what breaks then is nobody's news.
                  if (!stopping.get()) {
                    e.printStackTrace(command.getErr());
                  }
                  return 1;
                })
            .execute(args);
    System.exit(code);
  }

  @Override
  public Integer call() throws Exception {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    var console = new Console(spec.commandLine().getOut());
    var shape = new TrafficShape(READERS, WRITERS, 0, PER_SECOND, quick ? QUICK_ROWS : FULL_ROWS);
    var report = Duration.ofSeconds(quick ? 2 : 6);
    var release = Release.read();

    console.say("Starting PostgreSQL");
    var server = TestPostgres.server();
    console.say("Filling a table with %,d rows", shape.rows());
    try (var template = DemoDatabase.filled(server, shape.rows());
        var plainDatabase = template.copy("plain");
        var safeDatabase = template.copy("safe")) {
      console.say(
          "%d clients at %d operations a second each; the release over jdbc:postgresql: …",
          shape.clients(), shape.perSecond());
      var plain =
          new Stage(plainDatabase, shape, report).run("plain", plainDatabase.plainUrl(), release);
      console.print("Plain pgjdbc", plain);
      console.say("");
      console.say("The same once more, over jdbc:safeddl:postgresql: …");
      var safe =
          new Stage(safeDatabase, shape, report).run("safe", safeDatabase.safeUrl(), release);
      console.print("SafeDDL", safe);
      console.printAnswers(safe);
      console.compare(plain, safe);
      console.say("");
      console.say("The change of type that was refused, from expand to contract instead: …");
      var change = ExpandContract.run(new Stage(safeDatabase, shape, report), directory);
      console.print("SafeDDL's backfill tool", change.run());
      console.printChange(plain, change);

      Files.createDirectories(directory);
      var page = directory.resolve("report.html");
      new Page(plain, safe, change, shape, "PostgreSQL " + server.major()).write(page);
      Json.write(directory.resolve("result.json"), Result.of(plain, safe, change));
      console.say("");
      console.say("The picture: %s", page.toAbsolutePath());
      return failed(plain) || failed(safe) || !change.succeeded() ? 1 : 0;
    }
  }

  /** A refusal is an answer; anything else that was not done is a failure of the demo. */
  private static boolean failed(Run run) {
    return run.events().stream().anyMatch(e -> e.answer().kind() == Answer.Kind.FAILED);
  }
}
