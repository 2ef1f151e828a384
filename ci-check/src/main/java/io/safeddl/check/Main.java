package io.safeddl.check;

import io.safeddl.check.doctor.Doctor;
import io.safeddl.check.journal.Journal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code safeddl-check}; it alone ends the process. */
public final class Main {
  /** In the order in which the help tells them. */
  private static final List<String> COMMANDS =
      List.of("check", "explain", "doctor", "journal", "rules", "init");

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
  public static int run(
      String[] args,
      Map<String, String> environment,
      InputStream in,
      PrintWriter out,
      PrintWriter err) {
    var named = command(args);
    var root = new CommandLine(new SafeddlCheck());
    // To look at a command that is not named takes longer than many a check.
    for (var name : named == null ? COMMANDS : List.of(named)) {
      root.addSubcommand(command(name, environment, in));
    }
    return root.setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .execute(withCommand(args));
  }

  /** The command that is meant, {@code check} unless another is named; null for all of them. */
  private static @Nullable String command(String[] args) {
    if (args.length == 0 || OF_ALL_COMMANDS.contains(args[0])) {
      return null;
    }
    return COMMANDS.contains(args[0]) ? args[0] : "check";
  }

  private static Object command(String name, Map<String, String> environment, InputStream in) {
    return switch (name) {
      case "check" -> new Check(new SqlFiles(in), environment);
      case "explain" -> new Explain(new SqlFiles(in));
      case "doctor" -> new Doctor(environment);
      case "journal" -> Journal.command(environment, in);
      case "rules" -> new ListRules();
      case "init" -> new Init();
      default -> throw new IllegalArgumentException("there is no command " + name);
    };
  }

  private static String[] withCommand(String[] args) {
    var named = command(args);
    if (named == null || named.equals(args[0])) {
      return args;
    }
    var longer = new String[args.length + 1];
    longer[0] = named;
    System.arraycopy(args, 0, longer, 1, args.length);
    return longer;
  }

  /** The root command: {@code safeddl-check [check] [OPTIONS] [PATH…]}. */
  @Command(
      name = "safeddl-check",
      versionProvider = Version.class,
      description = {
        "Judges PostgreSQL migrations before they reach a database.",
        "Without a command it is check."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:nothing at or above --fail-on",
        "1:findings",
        "2:wrong use or unreadable input"
      })
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
