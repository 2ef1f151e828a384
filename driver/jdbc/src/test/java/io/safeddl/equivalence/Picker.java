package io.safeddl.equivalence;

import io.safeddl.sql.Identifiers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Chance, in the words of a generator. */
record Picker(Random random) {
  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  String text(String... of) {
    return of[random.nextInt(of.length)];
  }

  /** True once in {@code n} times. */
  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  int below(int n) {
    return random.nextInt(n);
  }

  /** The text, once in {@code n} times; else none. */
  String sometimes(int n, String text) {
    return oneIn(n) ? text : "";
  }

  /** Some of them, in any order, at least one and at most {@code most}. */
  List<String> some(List<String> of, int most) {
    var mixed = new ArrayList<>(of);
    Collections.shuffle(mixed, random);
    return mixed.subList(0, Math.min(mixed.size(), 1 + below(most)));
  }

  static String list(List<String> columns) {
    return String.join(", ", columns.stream().map(Identifiers::quote).toList());
  }
}
