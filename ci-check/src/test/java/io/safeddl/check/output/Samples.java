package io.safeddl.check.output;

import io.safeddl.check.judge.Judge;
import io.safeddl.check.judge.Judgement;
import io.safeddl.check.migration.LayoutName;
import io.safeddl.check.source.SourceFile;
import io.safeddl.plan.Policy;
import io.safeddl.rule.Rules;
import io.safeddl.rule.Severity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/** Files that the outputs are tried on. */
public final class Samples {
  /** As a CI server would have it. */
  static final Place PLACE = new Place(false, 100, false, Path.of("").toAbsolutePath());

  /**
   * The rules that the samples are about; others would find something there, and more each year.
   */
  private static final Set<String> RULES =
      Set.of(
          "blocking-index-build",
          "add-check",
          "table-rewrite",
          "unrecognized-statement",
          "drop-table",
          "many-rows-written",
          "useless-allow");

  private static final Policy POLICY = quietly();

  private Samples() {}

  private static Policy quietly() {
    var d = Policy.DEFAULT;
    var others = new HashMap<String, Severity>();
    for (var rule : Rules.ALL) {
      if (!RULES.contains(rule.info().id())) {
        others.put(rule.info().id(), Severity.OFF);
      }
    }
    return new Policy(
        d.mode(),
        d.smallTable(),
        d.assumeLarge(),
        d.assumeSmall(),
        others,
        d.dataRules(),
        d.maxRows(),
        d.lockTimeout(),
        d.lockWait(),
        d.maxLockHold(),
        d.maxTransactionHold(),
        d.precheck());
  }

  /** The report on all difficult things at once, and on a file in which there is nothing. */
  static Report difficult() {
    return report(file("sample.sql"), file("clean.sql"));
  }

  /** The report on one text. */
  static Report of(String name, String sql) {
    return report(new SourceFile(name, sql));
  }

  private static Report report(SourceFile... files) {
    return new Report(judge(files), 0, List.of(), FailOn.error);
  }

  /** The report on one text, with all rules. */
  static Report byAllRules(String name, String sql) {
    var judgement = judge(Policy.DEFAULT, new SourceFile(name, sql));
    return new Report(judgement, 0, List.of(), FailOn.error);
  }

  /** What the rules that the samples are about find in these files. */
  public static Judgement judge(SourceFile... files) {
    return judge(POLICY, files);
  }

  private static Judgement judge(Policy policy, SourceFile... files) {
    try {
      return new Judge(policy, 18).judge(LayoutName.plain.layout().read(Arrays.asList(files)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SourceFile file(String name) {
    try (var in = Samples.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new SourceFile("db/" + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the output writes. */
  static String text(Output output, Report report) {
    var out = new StringWriter();
    try {
      output.write(report, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
