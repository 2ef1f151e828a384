package io.safeddl.bench.stall;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.bench.stall.Outcome.End;
import io.safeddl.bench.stall.Round.Result;
import io.safeddl.bench.traffic.Figures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A benchmark that cannot fail proves nothing: every broken promise must be seen. */
class PromisesTest {
  private static final Figures FIGURES = new Figures(50, 5, 1, 1000);
  private static final Scenario POSSIBLE = Scenario.changes().get(0);
  private static final Scenario HOPELESS = Scenario.hopeless().get(0);

  @Test
  void keptPromisesAreNotReported() {
    assertThat(full(60, 25, done(), gaveUp(5_100, "blocked by pid 4711"))).isEmpty();
  }

  @Test
  void aRatioBelowTheTargetIsReportedInAFullRunOnly() {
    assertThat(full(49, 19, done())).hasSize(2);
    assertThat(Promises.broken(Settings.of(true), List.of(done()), 3, 2)).isEmpty();
  }

  @Test
  void aChangeThatWasNotMadeIsReported() {
    var refused = result(POSSIBLE, new Outcome(End.REFUSED, 1, 3, "split it"), List.of());
    assertThat(full(60, 25, refused)).singleElement().asString().contains("REFUSED", "split it");
  }

  @Test
  void anErrorOfTheApplicationIsReported() {
    var failing = result(POSSIBLE, new Outcome(End.DONE, 1, 3, ""), List.of("40P01 deadlock"));
    assertThat(full(60, 25, failing)).singleElement().asString().contains("40P01");
  }

  @Test
  void givingUpLateOrWithoutTheBlockersNameIsReported() {
    assertThat(full(60, 25, gaveUp(9_000, "blocked by pid 4711"))).hasSize(1);
    assertThat(full(60, 25, gaveUp(5_000, "somebody is in the way"))).hasSize(1);
  }

  @Test
  void whatTheOthersDoIsNoPromise() {
    var plain =
        new Result(
            HOPELESS, PlainContestant.NAME, gaveUp(9_000, "").outcome(), FIGURES, List.of(), "1");
    assertThat(full(60, 25, plain)).isEmpty();
  }

  private static List<String> full(double timesPlain, double timesRetries, Result... results) {
    return Promises.broken(Settings.of(false), List.of(results), timesPlain, timesRetries);
  }

  private static Result done() {
    return result(POSSIBLE, new Outcome(End.DONE, 1, 6_000, ""), List.of());
  }

  private static Result gaveUp(long finishingMs, String message) {
    return result(HOPELESS, new Outcome(End.GAVE_UP, 1, finishingMs, message), List.of());
  }

  private static Result result(Scenario scenario, Outcome outcome, List<String> errors) {
    return new Result(scenario, SafeDdlContestant.NAME, outcome, FIGURES, errors, "4711");
  }
}
