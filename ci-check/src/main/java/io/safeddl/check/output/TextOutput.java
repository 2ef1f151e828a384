package io.safeddl.check.output;

import io.safeddl.check.judge.Judgement;
import java.io.IOException;
import java.util.Locale;

/** For people. */
final class TextOutput implements Output {
  @Override
  public void write(Judgement judgement, Appendable out) throws IOException {
    for (var found : judgement.findings()) {
      var finding = found.finding();
      var start = found.region().start();
      out.append(
          "%s:%d:%d: %s [%s] %s%n    instead: %s%n"
              .formatted(
                  found.region().file().name(),
                  start.line(),
                  start.column(),
                  finding.severity().name().toLowerCase(Locale.ROOT),
                  finding.rule().id(),
                  finding.message(),
                  finding.instead().replace("\n", "\n      ")));
    }
    out.append(
        "%d findings in %d files; %d of %d statements could not be read%n"
            .formatted(
                judgement.findings().size(),
                judgement.files(),
                judgement.unread(),
                judgement.statements()));
  }
}
