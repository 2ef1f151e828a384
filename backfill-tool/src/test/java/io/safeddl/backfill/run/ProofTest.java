package io.safeddl.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.testing.OwnServer;
import io.safeddl.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The proof: the tool holds, and each way to do it wrong is found. A little of it always, all of it
 * in many rounds with the profile {@code backfill-proof}. {@code -Dsafeddl.proof.seed} plays the
 * application and the events of a round again.
 */
class ProofTest {
  private static final int ROUNDS = Integer.getInteger("safeddl.proof.rounds", 1);
  private static final boolean WHOLE = ROUNDS > 1;

  /** Which servers the many rounds are played on. */
  private static final List<String> MAJORS =
      List.of(System.getProperty("safeddl.proof.majors", "14,18").split(",", -1));

  /** What is played there: the way of a column, or a fill without a trigger. */
  private static final List<String> MODES =
      List.of(System.getProperty("safeddl.proof.modes", "MIRROR,DUAL").split(",", -1));

  private static final int NEWEST = 18;

  /** A wrong way may be lucky; it is not so often. */
  private static final int ATTEMPTS = 15;

  private static final Map<Integer, OwnServer> SERVERS = new ConcurrentHashMap<>();

  @TempDir Path folder;

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(OwnServer::close);
    SERVERS.clear();
  }

  /** The servers of the proof: some with many rounds, else the newest alone. */
  static Stream<Integer> majors() {
    return TestPostgres.MAJORS.stream()
        .filter(major -> WHOLE ? MAJORS.contains(Integer.toString(major)) : major == NEWEST);
  }

  static Stream<Arguments> servers() {
    return WHOLE
        ? majors()
            .flatMap(
                major ->
                    Stream.of(ProofMode.values())
                        .filter(mode -> MODES.contains(mode.name()))
                        .map(mode -> Arguments.of(major, mode)))
        : Stream.of(Arguments.of(NEWEST, ProofMode.MIRROR), Arguments.of(14, ProofMode.DUAL));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void noRowIsEverWrongAndNoneIsLost(int major, ProofMode mode) throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      var story = WHOLE ? ProofStory.WHOLE : ProofStory.SHORT;
      var seed = seed();
      var verdict = play(major, Mutant.none(mode), story, seed);
      assertThat(verdict.holds()).as("seed %s: %s", seed, verdict).isTrue();
      assertThat(verdict.counts().killed()).as("killed at work").isPositive();
      assertThat(verdict.counts().crashes()).as("crashes").isPositive();
      assertThat(verdict.counts().paused()).as("pauses").isPositive();
    }
  }

  /** Those that a round finds nearly always; with more rounds all of them. */
  static Stream<Mutant> mutants() {
    var chosen = System.getProperty("safeddl.proof.mutants", "");
    return Mutant.wrong().stream()
        .filter(it -> chosen.isEmpty() ? WHOLE || it.plain : chosen.contains(it.name()));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void aWrongWayIsFound(Mutant mutant) throws Exception {
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      var verdict = play(attempt % 2 == 0 ? 18 : 14, mutant, ProofStory.MUTANT, seed());
      if (!verdict.holds()) {
        return;
      }
    }
    throw new AssertionError(mutant + " was not found in " + ATTEMPTS + " rounds");
  }

  private ProofRound.Verdict play(int major, Mutant mutant, ProofStory story, long seed)
      throws Exception {
    var server = SERVERS.computeIfAbsent(major, OwnServer::start);
    var place = Files.createTempDirectory(folder, "round");
    try (var round = new ProofRound(server, mutant, story, seed, place)) {
      try {
        var verdict = round.play();
        ProofLog.add(round.toString(), verdict);
        return verdict;
      } catch (Exception | AssertionError e) {
        throw new AssertionError("in the round " + round, e);
      }
    }
  }

  private static long seed() {
    var given = Long.getLong("safeddl.proof.seed");
    return given != null ? given : ThreadLocalRandom.current().nextLong();
  }
}
