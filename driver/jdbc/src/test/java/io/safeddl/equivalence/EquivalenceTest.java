package io.safeddl.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * A statement leaves the same schema behind, whether plain pgjdbc or the driver carries it out, or
 * fails with the same SQLSTATE and leaves the schema as it was; and nothing else stays behind. What
 * the driver refuses is counted apart.
 *
 * <p>{@code -Dsafeddl.equivalence.tries=5000} tries longer, {@code -Dsafeddl.equivalence.seed=7}
 * one world again, {@code -Dsafeddl.equivalence.majors=15,16} on other servers.
 */
class EquivalenceTest {
  private static final Path FOLDER = Path.of("target", "equivalence");
  private static final int TRIES = Integer.getInteger("safeddl.equivalence.tries", 20);

  private static final List<Twin> TWINS = new ArrayList<>();
  private static final Counts COUNTS = new Counts();

  @BeforeContainer
  static void start() throws SQLException, IOException {
    Files.createDirectories(FOLDER);
    for (var major : System.getProperty("safeddl.equivalence.majors", "14,18").split(",", -1)) {
      TWINS.add(Twin.on(Integer.parseInt(major), FOLDER));
    }
  }

  @AfterContainer
  static void stop() throws SQLException, IOException {
    COUNTS.write(FOLDER.resolve("summary.json"));
    for (var twin : TWINS) {
      twin.close();
    }
    TWINS.clear();
  }

  @Provide
  static Arbitrary<Long> seeds() {
    return Arbitraries.randomValue(random -> random.nextLong(1L << 40));
  }

  /** A world shows by its script what went wrong; shrinking it would run hundreds more. */
  @Property(tries = 1, seed = "1", shrinking = ShrinkingMode.OFF)
  void leavesTheSameSchema(@ForAll("seeds") long first) throws SQLException, IOException {
    var given = Long.getLong("safeddl.equivalence.seed");
    var failures = new ArrayList<String>();
    for (long seed = given == null ? first : given;
        seed < (given == null ? first + TRIES : given + 1);
        seed++) {
      for (var twin : TWINS) {
        try {
          twin.run(WorldMaker.make(seed, twin.major()), COUNTS);
        } catch (AssertionError e) {
          failures.add(String.valueOf(e.getMessage()));
        }
      }
      COUNTS.world();
    }
    assertThat(failures).isEmpty();
    assertThat(COUNTS.of("replaced") + COUNTS.of("guarded")).isPositive();
  }
}
