package io.safeddl.check;

import io.safeddl.check.output.RulePage;
import io.safeddl.rule.Rule;
import io.safeddl.rule.Rules;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code safeddl-check rules}: the rules, or the page of one. */
@Command(
    name = "rules",
    description =
        "List the rules with severity, group and what they find, or show the page of one.")
final class ListRules implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "The rule whose page is shown.")
  @Nullable String id;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    var out = spec.commandLine().getOut();
    if (id == null) {
      list(out);
      return ExitCode.OK;
    }
    var rule = Rules.byId(id);
    if (rule.isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf(
              "%s: there is no rule %s; the nearest is %s%n",
              spec.root().name(), id, Rules.nearest(id));
      return ExitCode.USAGE;
    }
    out.print(RulePage.markdown(rule.get().info()));
    out.flush();
    return ExitCode.OK;
  }

  private static void list(PrintWriter out) {
    var widest = Rules.ALL.stream().mapToInt(rule -> rule.info().id().length()).max().orElse(0);
    for (var rule : Rules.ALL) {
      out.println(line(rule, widest));
    }
    out.flush();
  }

  private static String line(Rule rule, int widest) {
    var info = rule.info();
    return ("%-" + widest + "s  %-7s  %-13s  %s")
        .formatted(info.id(), lower(info.severity()), lower(info.group()), info.title());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
