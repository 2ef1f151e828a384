package io.safeddl.effect.oracle;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A place where less happens than is predicted, on purpose, with the reason: {@code
 * /oracle/false-unsafe.txt} holds one per line, the pattern, {@code " :: "}, and the reason.
 */
record KnownDifference(Pattern pattern, String reason) {
  static List<KnownDifference> all() {
    return CaseFile.resource("/oracle/false-unsafe.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(KnownDifference::parse)
        .toList();
  }

  private static KnownDifference parse(String line) {
    int middle = line.indexOf(" :: ");
    if (middle < 0) {
      throw new IllegalArgumentException("a known difference without a reason: " + line);
    }
    return new KnownDifference(
        Pattern.compile(line.substring(0, middle)), line.substring(middle + 4));
  }

  boolean explains(String difference) {
    return pattern.matcher(difference).find();
  }

  /** False for an entry that begins with a version that is not among these. */
  boolean isFor(List<Integer> majors) {
    return !pattern.pattern().startsWith("^")
        || majors.stream().anyMatch(m -> pattern.pattern().startsWith("^" + m));
  }
}
