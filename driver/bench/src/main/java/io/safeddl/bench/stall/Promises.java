package io.safeddl.bench.stall;

import io.safeddl.bench.stall.Outcome.End;
import io.safeddl.bench.stall.Round.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What SafeDDL promises, held against the results of a run. */
final class Promises {
  /** The longest stall is at most 1/50 of plain's and 1/20 of the retries'. */
  private static final double TIMES_PLAIN = 50;

  private static final double TIMES_RETRIES = 20;

  /** How much later than {@code lockWait} it may give up. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private Promises() {}

  /** The promises that were not kept, in words; empty where all were. */
  static List<String> broken(
      Settings settings, List<Result> results, double timesPlain, double timesRetries) {
    List<String> broken = new ArrayList<>();
    for (var result : results) {
      if (result.contestant().equals(SafeDdlContestant.NAME)) {
        broken.addAll(broken(settings, result));
      }
    }
    // A quick run is too small to compare: a plain statement is soon done with few rows.
    if (!settings.quick()) {
      compare(broken, "plain's", timesPlain, TIMES_PLAIN);
      compare(broken, "the retries'", timesRetries, TIMES_RETRIES);
    }
    return broken;
  }

  private static void compare(List<String> broken, String whose, double times, double target) {
    // 0: not measured, by the user's own choice of contestants.
    if (times > 0 && times < target) {
      broken.add(
          String.format(
              Locale.ROOT, "longest stall at most 1/%.0f of %s: 1/%.1f", target, whose, times));
    }
  }

  private static List<String> broken(Settings settings, Result result) {
    List<String> broken = new ArrayList<>();
    var title = result.scenario().title();
    var outcome = result.outcome();
    if (!result.errors().isEmpty()) {
      broken.add(title + ": the application got an error: " + result.errors().get(0));
    }
    if (!result.scenario().hold().endless()) {
      if (outcome.end() != End.DONE) {
        broken.add(title + ": " + outcome.end() + ": " + outcome.message());
      }
      return broken;
    }
    if (outcome.end() != End.GAVE_UP) {
      broken.add(title + ": not given up but " + outcome.end() + ": " + outcome.message());
    }
    if (outcome.finishingMs() > settings.lockWait().plus(GRACE).toMillis()) {
      broken.add(title + ": given up after " + outcome.finishingMs() + " ms only");
    }
    if (!outcome.message().contains(result.blocker())) {
      broken.add(title + ": the message does not name " + result.blocker());
    }
    return broken;
  }
}
