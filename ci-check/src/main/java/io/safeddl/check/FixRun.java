package io.safeddl.check;

import io.safeddl.check.fix.Diff;
import io.safeddl.check.fix.FileWriter;
import io.safeddl.check.fix.Fixed;
import io.safeddl.check.fix.Messages;
import io.safeddl.check.judge.Judgement;
import io.safeddl.check.output.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes what was fixed, and says what was and what was not. */
final class FixRun {
  private final OutputOptions output;
  private final Map<String, String> environment;
  private final String program;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Function<Judgement, Report> report;

  FixRun(
      OutputOptions output,
      Map<String, String> environment,
      String program,
      PrintWriter out,
      PrintWriter err,
      Function<Judgement, Report> report) {
    this.output = output;
    this.environment = environment;
    this.program = program;
    this.out = out;
    this.err = err;
    this.report = report;
  }

  /**
   * Writes it, or with {@code dry} only shows it.
   *
   * @param guessed the major version that it was written for, where none was said; else 0
   * @return what the exit code goes by: what is found in the files as they are afterwards
   * @throws IOException naming what cannot be written
   */
  Report run(Fixed fixed, int guessed, boolean dry) throws IOException {
    var standardInput = fixed.files().stream().anyMatch(it -> it.path() == null);
    if (standardInput && fixed.files().size() > 1) {
      throw new IOException("--fix with - wants no other PATH: only one text can be written back");
    }
    var changes = fixed.changes();
    var after = report.apply(fixed.after());
    var remaining = after.judgement().findings().size();
    if (guessed > 0 && fixed.dependsOnVersion()) {
      say(
          List.of(
              "this is for PostgreSQL "
                  + guessed
                  + ": where the server is older, say so by --pg-version or pgVersion"));
    }
    if (dry) {
      if (standardInput) {
        throw new IOException("--diff wants files: standard input has no name for a diff");
      }
      out.print(Diff.of(changes));
      out.flush();
      say(Messages.of(fixed, changes, remaining, true));
      var before = report.apply(fixed.before());
      output.writeFiles(before, environment);
      return before;
    }
    if (standardInput) {
      out.print(fixed.files().get(0).text());
      out.flush();
      say(Messages.of(fixed, changes, remaining, false));
      output.write(after, environment, err, err);
    } else {
      FileWriter.write(changes);
      say(Messages.of(fixed, changes, remaining, false));
      output.write(after, environment, out, err);
    }
    return after;
  }

  private void say(List<String> lines) {
    lines.forEach(line -> err.println(program + ": " + line));
  }
}
