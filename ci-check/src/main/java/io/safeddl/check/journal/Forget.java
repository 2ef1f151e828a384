package io.safeddl.check.journal;

import io.safeddl.check.ExitCode;
import io.safeddl.check.server.Leftover;
import io.safeddl.check.server.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code safeddl-check journal forget}. */
@Command(
    name = "forget",
    description = {
      "Delete what the journal knows of unfinished migrations, and say what they leave in the"
          + " schema. A migration that is run again then begins from its start."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:forgotten, or there was nothing to forget",
      "1:nothing was deleted: a migration is still running, or the answer was no",
      "2:wrong use, no such run, or no connection"
    })
final class Forget extends JournalCommand {
  private static final String DELETE =
      "DELETE FROM safeddl.journal j WHERE j.run = ?::uuid AND NOT "
          + Run.OWNER_IS_THERE
          + " RETURNING j.ordinal";

  private final InputStream in;

  @ArgGroup(multiplicity = "1")
  Which which = new Which();

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  /** Which runs. */
  static final class Which {
    @Option(names = "--run", paramLabel = "UUID", description = "The run of that id.")
    @Nullable UUID run;

    @Option(names = "--all", description = "All of them.")
    boolean all;
  }

  Forget(Map<String, String> environment, InputStream in) {
    super(environment);
    this.in = in;
  }

  @Override
  int run(Server server, List<Run> runs) throws SQLException {
    var id = which.run;
    var chosen =
        id == null ? runs : runs.stream().filter(run -> run.id().equals(id.toString())).toList();
    if (chosen.isEmpty()) {
      if (id != null) {
        return fail("the journal has no run " + id);
      }
      out().println("The journal is empty.");
      return ExitCode.OK;
    }
    chosen.forEach(run -> RunText.print(out(), run));
    out().println("What is done stays in the schema; the tool's history does not know of it.");
    var remains = Leftover.on(server, chosen.stream().flatMap(run -> run.oids().stream()).toList());
    for (var leftover : remains) {
      out().println("It leaves behind: " + leftover.text());
      leftover.remedy().forEach(sql -> out().println("  " + sql));
    }
    if (chosen.stream().anyMatch(Run::running)) {
      out().println("Nothing was deleted: a session goes on with it. End that one first.");
      out().flush();
      return ExitCode.FINDINGS;
    }
    return isWanted() ? forget(server, chosen) : ExitCode.FINDINGS;
  }

  private int forget(Server server, List<Run> chosen) throws SQLException {
    for (var run : chosen) {
      var deleted = server.write(DELETE, row -> row.getInt(1), run.id());
      if (deleted.size() < run.statements().size()) {
        out().println("Run " + run.id() + " has been taken up, or settled, in the meantime.");
        out().flush();
        return ExitCode.FINDINGS;
      }
      out().println("Forgotten: run " + run.id());
    }
    out().flush();
    return ExitCode.OK;
  }

  private boolean isWanted() {
    if (yes) {
      return true;
    }
    out().print("Forget it? [y/N] ");
    out().flush();
    try {
      var answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      var wanted = answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
      if (!wanted) {
        out().println("Nothing was deleted.");
        out().flush();
      }
      return wanted;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
