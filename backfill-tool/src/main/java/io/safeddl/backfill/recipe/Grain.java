package io.safeddl.backfill.recipe;

import io.safeddl.backfill.target.WholeNumber;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How fine the values of a type are. A cast to a coarser one rounds, or cuts off, and says nothing
 * (manual sections 8.1.2 and 8.5).
 *
 * @param family types of the same one are casts of each other
 * @param digits behind the point; of a date fewer than of any time
 */
record Grain(String family, int digits) {
  private static final Set<String> ANY = Set.of("numeric", "real", "double precision");
  private static final Pattern NUMERIC = Pattern.compile("numeric\\(\\d+,(-?\\d+)\\)");
  private static final Pattern TIMESTAMP =
      Pattern.compile("timestamp(?:\\((\\d)\\))? with(?:out)? time zone");

  private static final int OF_A_DATE = -1;
  private static final int MICROSECONDS = 6;

  /** Whether a cast may change a value without saying so. */
  static boolean rounds(String old, String type) {
    var fine = of(old);
    var coarse = of(type);
    return fine.isPresent()
        && coarse.isPresent()
        && fine.get().family().equals(coarse.get().family())
        && coarse.get().digits() < fine.get().digits();
  }

  private static Optional<Grain> of(String type) {
    var numeric = NUMERIC.matcher(type);
    var timestamp = TIMESTAMP.matcher(type);
    if (WholeNumber.of(type).isPresent()) {
      return Optional.of(new Grain("number", 0));
    } else if (ANY.contains(type)) {
      return Optional.of(new Grain("number", Integer.MAX_VALUE));
    } else if (numeric.matches()) {
      return Optional.of(new Grain("number", Integer.parseInt(numeric.group(1))));
    } else if (type.equals("date")) {
      return Optional.of(new Grain("moment", OF_A_DATE));
    } else if (timestamp.matches()) {
      var digits = timestamp.group(1);
      return Optional.of(
          new Grain("moment", digits == null ? MICROSECONDS : Integer.parseInt(digits)));
    }
    return Optional.empty();
  }
}
