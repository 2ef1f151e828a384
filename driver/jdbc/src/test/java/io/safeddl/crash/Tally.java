package io.safeddl.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** What was tried, and what became of it; several threads may add to it. */
final class Tally {
  private final Set<String> plans = Collections.synchronizedSet(new TreeSet<>());
  private final Set<Integer> versions = Collections.synchronizedSet(new TreeSet<>());
  private final Set<Kind> kinds = Collections.synchronizedSet(new TreeSet<>());
  private final AtomicInteger points = new AtomicInteger();
  private final AtomicInteger trials = new AtomicInteger();
  private final Map<String, Integer> trialsOf = Collections.synchronizedMap(new TreeMap<>());
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

  private final Set<String> refused = Collections.synchronizedSet(new TreeSet<>());

  /**
   * A statement for which there is no plan: it is refused as a whole, so nothing is interrupted.
   */
  void refused(String plan) {
    refused.add(plan);
  }

  Set<String> refused() {
    return Set.copyOf(refused);
  }

  void plan(Plan plan) {
    plans.add(plan.scenario().name() + " " + plan.shape());
    versions.add(plan.server().server().major());
  }

  void point() {
    points.incrementAndGet();
  }

  void trial(Plan plan, Kind kind) {
    kinds.add(kind);
    trials.incrementAndGet();
    trialsOf.merge(kind + " on " + plan.server().server().major(), 1, Integer::sum);
    trialsOf.merge("on " + plan.server().server().major(), 1, Integer::sum);
  }

  int trials() {
    return trials.get();
  }

  void failed(String what) {
    failures.add(what);
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** One JSON object. */
  String json() {
    return """
        {"plans": %d, "points": %d, "kinds": %s, "versions": %s, "trials": %d, "failures": %d,
         "trialsOf": %s,
         "planNames": %s,
         "refused": %s,
         "failed": %s}
        """
        .formatted(
            plans.size(),
            points.get(),
            strings(kinds.stream().map(Kind::name).toList()),
            versions,
            trials.get(),
            failures.size(),
            numbers(trialsOf),
            strings(List.copyOf(plans)),
            strings(List.copyOf(refused)),
            strings(failures()));
  }

  /** Puts it down as it stands, so that an end before its time leaves the figures of what was. */
  synchronized void write(Path file) {
    try {
      Files.writeString(file, json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String numbers(Map<String, Integer> all) {
    synchronized (all) {
      return all.entrySet().stream()
          .map(entry -> string(entry.getKey()) + ": " + entry.getValue())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /** A JSON array. */
  static String strings(List<String> all) {
    return all.stream().map(Tally::string).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String string(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
