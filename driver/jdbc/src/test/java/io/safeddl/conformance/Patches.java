package io.safeddl.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What has to change in pgjdbc's tests to let them run through another prefix: where the URL is
 * made, and five helpers that do nothing at all for a connection which is not of pgjdbc's concrete
 * class, so that 1,101 tests would be skipped.
 */
final class Patches {
  /**
   * The system property with the URL prefix, {@code jdbc:} or {@code jdbc:safeddl:}. It must not
   * begin with {@code safeddl.}: TestUtil connects with the system properties as defaults.
   */
  static final String PREFIX = "conformance.prefix";

  private static final String TEST_UTIL = "org/postgresql/test/TestUtil.java";

  private record Patch(String before, String after, int times) {}

  private static final List<Patch> PATCHES =
      List.of(
          new Patch(
              "new StringBuilder(\"jdbc:postgresql://\")",
              "new StringBuilder(System.getProperty(\"" + PREFIX + "\") + \"postgresql://\")",
              1),
          new Patch(
              "con instanceof PgConnection",
              "con instanceof org.postgresql.core.BaseConnection",
              5),
          new Patch("((PgConnection) con)", "((org.postgresql.core.BaseConnection) con)", 5));

  private Patches() {}

  /**
   * Applies them.
   *
   * @throws IllegalStateException where the text to be replaced is not found as often as expected
   */
  static void apply(Path testSources) throws IOException {
    Path file = testSources.resolve(TEST_UTIL);
    String text = Files.readString(file);
    for (Patch patch : PATCHES) {
      int found = text.split(Pattern.quote(patch.before()), -1).length - 1;
      if (found != patch.times()) {
        throw new IllegalStateException(
            "%s: expected %d times, found %d: %s"
                .formatted(file, patch.times(), found, patch.before()));
      }
      text = text.replace(patch.before(), patch.after());
    }
    Files.writeString(file, text);
  }
}
