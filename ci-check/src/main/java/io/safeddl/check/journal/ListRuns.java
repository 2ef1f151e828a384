package io.safeddl.check.journal;

import io.safeddl.check.ExitCode;
import io.safeddl.check.output.PrettyJson;
import io.safeddl.check.server.Server;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code safeddl-check journal list}. */
@Command(
    name = "list",
    description = "Show the migrations that have begun and not come to their end.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:there are none", "1:there are some", "2:wrong use, or no connection"})
final class ListRuns extends JournalCommand {
  @Option(names = "--format", description = "text or json (default: text).")
  Format format = Format.text;

  /** The words of {@code --format}. */
  enum Format {
    text,
    json
  }

  private record Json(int version, List<Run> runs) {}

  ListRuns(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run(Server server, List<Run> runs) {
    if (format == Format.json) {
      out().println(PrettyJson.of(new Json(1, runs)));
    } else if (runs.isEmpty()) {
      out().println("The journal is empty: every migration has come to its end.");
    } else {
      runs.forEach(run -> RunText.print(out(), run));
      if (!runs.stream().allMatch(Run::running)) {
        out().println("Run the same migration again: it goes on where it stopped.");
      }
    }
    out().flush();
    return runs.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
  }
}
