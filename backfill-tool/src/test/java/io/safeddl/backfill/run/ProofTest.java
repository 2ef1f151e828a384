package io.safeddl.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The proof: the tool holds, and each way to do it wrong is found. A little of it always, all of it
 * in many rounds with the profile {@code backfill-proof}. {@code -Dsafeddl.proof.seed} plays the
 * application of a round again.
 */
class ProofTest {
  private static final int ROUNDS = Integer.getInteger("safeddl.proof.rounds", 1);
  private static final int ROWS = 6000;
  private static final int WRITERS = ROUNDS > 1 ? 8 : 4;

  /** A wrong way may be lucky; it is not so often. */
  private static final int ATTEMPTS = 15;

  @ParameterizedTest
  @CsvSource({"14, MIRROR", "18, MIRROR", "18, DUAL"})
  void noRowIsEverWrongAndNoneIsLost(int major, ProofMode mode) throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      var seed = seed();
      var mutant = mode == ProofMode.MIRROR ? Mutant.NONE : Mutant.NONE_DUAL;
      var verdict = play(major, mutant, seed);
      assertThat(verdict.holds()).as("seed %s: %s", seed, verdict).isTrue();
    }
  }

  /** Those that a round finds nearly always; with more rounds all of them. */
  static Stream<Mutant> mutants() {
    return Stream.of(Mutant.values())
        .filter(it -> it != Mutant.NONE && it != Mutant.NONE_DUAL)
        .filter(it -> ROUNDS > 1 || it.plain);
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void aWrongWayIsFound(Mutant mutant) throws Exception {
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      var verdict = play(attempt % 2 == 0 ? 18 : 14, mutant, seed());
      if (!verdict.holds()) {
        return;
      }
    }
    throw new AssertionError(mutant + " was not found in " + ATTEMPTS + " rounds");
  }

  private static ProofRound.Verdict play(int major, Mutant mutant, long seed) throws Exception {
    try (var scene = Scene.on(major);
        var round = new ProofRound(scene, mutant, seed, WRITERS, ROWS)) {
      return round.play();
    }
  }

  private static long seed() {
    var given = Long.getLong("safeddl.proof.seed");
    return given != null ? given : ThreadLocalRandom.current().nextLong();
  }
}
