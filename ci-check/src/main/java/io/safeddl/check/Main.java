package io.safeddl.check;

import io.safeddl.check.doctor.Doctor;
import io.safeddl.check.journal.Journal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code safeddl-check}; it alone ends the process. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code: 0, 1 or 2. */
  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, System.getenv(), System.in, out, err));
  }

  /** Runs the command line and returns the exit code. */
  static int run(
      String[] args,
      Map<String, String> environment,
      InputStream in,
      PrintWriter out,
      PrintWriter err) {
    return new CommandLine(new SafeddlCheck())
        .addSubcommand(new Explain(new SqlFiles(in)))
        .addSubcommand(new Doctor(environment))
        .addSubcommand(Journal.command(environment, in))
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .execute(args);
  }

  /** The root command: {@code safeddl-check [check] [OPTIONS] [PATH…]}. */
  @Command(
      name = "safeddl-check",
      versionProvider = Version.class,
      description = {
        "Judges PostgreSQL migrations before they reach a database.",
        "The commands that work are explain, doctor and journal; each of the others says that it is"
            + " not there yet."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:nothing at or above --fail-on",
        "1:findings",
        "2:wrong use, unreadable input, or a command that is not there yet"
      },
      subcommands = {Check.class, ListRules.class, Init.class})
  static final class SafeddlCheck extends Planned {
    @CommandLine.Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "Show the version and exit.")
    boolean version;
  }

  @Command(name = "check", description = "Judge files, folders or standard input (not yet).")
  static final class Check extends Planned {}

  @Command(name = "rules", description = "List the rules, or show one (not yet).")
  static final class ListRules extends Planned {}

  @Command(name = "init", description = "Write a commented safeddl.yaml (not yet).")
  static final class Init extends Planned {}
}
