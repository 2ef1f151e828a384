package io.safeddl.check.output;

import io.safeddl.check.judge.Judge;
import io.safeddl.check.judge.Judgement;
import io.safeddl.check.migration.LayoutName;
import io.safeddl.check.source.SourceFile;
import io.safeddl.plan.Policy;
import io.safeddl.rule.RuleInfo;
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

/** Files that the outputs are tried on. */
public final class Samples {
  /** As a CI server would have it. */
  static final Place PLACE = new Place(false, 100, false, Path.of("").toAbsolutePath());

  /** Without the rules that find something about nearly every statement. */
  private static final Policy POLICY = quietly();

  private Samples() {}

  private static Policy quietly() {
    var d = Policy.DEFAULT;
    var timeouts = new HashMap<String, Severity>();
    for (var rule : Rules.ALL) {
      if (rule.info().group() == RuleInfo.Group.TIMEOUT) {
        timeouts.put(rule.info().id(), Severity.OFF);
      }
    }
    return new Policy(
        d.mode(),
        d.smallTable(),
        d.assumeLarge(),
        d.assumeSmall(),
        timeouts,
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

  /** What is found in these files, but for what is found everywhere. */
  public static Judgement judge(SourceFile... files) {
    try {
      return new Judge(POLICY, 18).judge(LayoutName.plain.layout().read(Arrays.asList(files)));
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
