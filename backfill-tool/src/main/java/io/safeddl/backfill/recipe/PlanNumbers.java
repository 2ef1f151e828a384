package io.safeddl.backfill.recipe;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The versions of migrations. */
public final class PlanNumbers {
  private static final Pattern FLYWAY =
      Pattern.compile("[VB]([0-9]+(?:[._][0-9]+)*)__.*", Pattern.DOTALL);
  private static final Pattern OTHER = Pattern.compile("([0-9]+)[^0-9].*", Pattern.DOTALL);
  private static final Pattern LAST = Pattern.compile("(.*?)([0-9]+)", Pattern.DOTALL);

  private PlanNumbers() {}

  /** The version behind the highest of some files, or the first one. */
  public static String behind(Collection<String> names, PlanTool tool) {
    var pattern = tool == PlanTool.FLYWAY ? FLYWAY : OTHER;
    return names.stream()
        .map(pattern::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1))
        .max(Comparator.comparing(PlanNumbers::parts, PlanNumbers::compare))
        .map(PlanNumbers::next)
        .orElse(tool.first());
  }

  /** As many versions as are wanted, one behind the other. */
  static List<String> from(String first, int count) {
    var versions = new ArrayList<String>();
    for (var version = first; versions.size() < count; version = next(version)) {
      versions.add(version);
    }
    return versions;
  }

  /** One more in the last place, with as many digits. */
  private static String next(String version) {
    var matcher = LAST.matcher(version);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(version);
    }
    var digits = matcher.group(2);
    var more = new BigInteger(digits).add(BigInteger.ONE).toString();
    return matcher.group(1) + "0".repeat(Math.max(0, digits.length() - more.length())) + more;
  }

  private static List<BigInteger> parts(String version) {
    return Pattern.compile("[._]").splitAsStream(version).map(BigInteger::new).toList();
  }

  private static int compare(List<BigInteger> one, List<BigInteger> other) {
    for (var i = 0; i < Math.max(one.size(), other.size()); i++) {
      var order = part(one, i).compareTo(part(other, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static BigInteger part(List<BigInteger> parts, int i) {
    return i < parts.size() ? parts.get(i) : BigInteger.ZERO;
  }
}
