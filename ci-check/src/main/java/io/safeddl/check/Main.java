package io.safeddl.check;

import io.safeddl.check.doctor.Doctor;
import io.safeddl.check.journal.Journal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code safeddl-check}; it alone ends the process. */
public final class Main {
  /** What is about the whole program, before any command. */
  private static final Set<String> OF_ALL_COMMANDS = Set.of("-h", "--help", "-V", "--version");

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
    var files = new SqlFiles(in);
    var commandLine =
        new CommandLine(new SafeddlCheck())
            .addSubcommand(new Check(files, environment))
            .addSubcommand(new Explain(files))
            .addSubcommand(new Doctor(environment))
            .addSubcommand(Journal.command(environment, in))
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true);
    return commandLine.execute(withCommand(args, commandLine.getSubcommands().keySet()));
  }

  /** Where no command is named, it is {@code check}. */
  private static String[] withCommand(String[] args, Set<String> commands) {
    if (args.length == 0 || commands.contains(args[0]) || OF_ALL_COMMANDS.contains(args[0])) {
      return args;
    }
    var longer = new String[args.length + 1];
    longer[0] = "check";
    System.arraycopy(args, 0, longer, 1, args.length);
    return longer;
  }

  /** The root command: {@code safeddl-check [check] [OPTIONS] [PATH…]}. */
  @Command(
      name = "safeddl-check",
      versionProvider = Version.class,
      description = {
        "Judges PostgreSQL migrations before they reach a database.",
        "Without a command it is check. The commands rules and init say that they are not there"
            + " yet."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:nothing at or above --fail-on",
        "1:findings",
        "2:wrong use or unreadable input"
      },
      subcommands = {ListRules.class, Init.class})
  static final class SafeddlCheck {
    @CommandLine.Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help and exit.")
    boolean help;

    @CommandLine.Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "Show the version and exit.")
    boolean version;
  }
}
