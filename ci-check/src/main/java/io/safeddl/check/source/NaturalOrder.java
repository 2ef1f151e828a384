package io.safeddl.check.source;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Compares names with the numbers in them by value: {@code V2__a} before {@code V10__b}. */
public final class NaturalOrder implements Comparator<String>, Serializable {
  private static final long serialVersionUID = 1L;

  /** Between a digit and what is none. */
  private static final Pattern BORDER = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

  @Override
  public int compare(String a, String b) {
    var left = BORDER.split(a, -1);
    var right = BORDER.split(b, -1);
    for (var i = 0; i < Math.min(left.length, right.length); i++) {
      var order =
          isNumber(left[i]) && isNumber(right[i])
              ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
              : left[i].compareTo(right[i]);
      if (order != 0) {
        return order;
      }
    }
    var order = Integer.compare(left.length, right.length);
    return order != 0 ? order : a.compareTo(b);
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
