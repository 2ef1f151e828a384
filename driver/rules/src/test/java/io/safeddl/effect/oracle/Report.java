package io.safeddl.effect.oracle;

import io.safeddl.observe.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the comparison of all pairs gave. */
final class Report {
  private final List<Integer> majors;
  private final List<Pair> pairs;
  private final List<KnownDifference> known = KnownDifference.all();

  Report(List<Integer> majors, List<Pair> pairs) {
    this.majors = majors;
    this.pairs = pairs;
  }

  /** Cases that ran although the list says that they are rejected, or the other way round. */
  List<String> mistakenCases() {
    List<String> mistaken = new ArrayList<>();
    for (Pair pair : pairs) {
      if (pair.of().outcome() == OracleCase.Outcome.RUNS && !pair.ran()) {
        mistaken.add(pair.major() + " | " + pair.of() + " | " + pair.error());
      }
      if (pair.of().outcome() == OracleCase.Outcome.REJECTED && pair.ran()) {
        mistaken.add(pair.major() + " | " + pair.of() + " | runs");
      }
    }
    return mistaken;
  }

  List<String> falseSafe() {
    return differences(Kind.FALSE_SAFE);
  }

  private List<String> differences(Kind kind) {
    return pairs.stream().flatMap(p -> p.differences(kind).stream()).toList();
  }

  /** What is false unsafe and not on the list of known differences. */
  List<String> unexplained() {
    return differences(Kind.FALSE_UNSAFE).stream()
        .filter(d -> known.stream().noneMatch(k -> k.explains(d)))
        .toList();
  }

  /** Entries of the list of known differences that explain nothing: the list must not rot. */
  List<String> idleExplanations() {
    var all = differences(Kind.FALSE_UNSAFE);
    return known.stream()
        .filter(k -> k.isFor(majors) && all.stream().noneMatch(k::explains))
        .map(KnownDifference::toString)
        .toList();
  }

  private long compared() {
    return pairs.stream().filter(Pair::ran).count();
  }

  /** Pairs with a difference of that kind: a pair that is wrong twice counts once. */
  private long wrongPairs(Kind kind) {
    return pairs.stream().filter(p -> !p.differences(kind).isEmpty()).count();
  }

  String json() {
    return "{\"pairs\": %d, \"majors\": [%s], \"falseSafe\": %d, \"falseUnsafe\": %d}%n"
        .formatted(
            compared(),
            majors.stream().map(String::valueOf).collect(Collectors.joining(", ")),
            wrongPairs(Kind.FALSE_SAFE),
            wrongPairs(Kind.FALSE_UNSAFE));
  }

  String text() {
    return "mistaken cases\n"
        + String.join("\n", mistakenCases())
        + "\n\nfalse safe\n"
        + String.join("\n", falseSafe())
        + "\n\nfalse unsafe, unexplained\n"
        + String.join("\n", unexplained())
        + "\n\nfalse unsafe, all\n"
        + String.join("\n", differences(Kind.FALSE_UNSAFE))
        + "\n";
  }
}
