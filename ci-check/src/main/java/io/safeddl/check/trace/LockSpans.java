package io.safeddl.check.trace;

import io.safeddl.effect.LockMode;
import io.safeddl.observe.Observation;
import io.safeddl.observe.ServerRelations;
import io.safeddl.observe.ServerRelations.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The locks of a statement that may stop somebody: not on what its own transaction has created, not
 * those of plain reads, none where its transaction holds a stronger one already, and those on
 * indexes only where they are stronger than on the table.
 */
final class LockSpans {
  /** Whose lock it is, and when; times of -1 are those of the statement and its transaction. */
  record Taken(String relation, LockMode mode, long from, long to) {}

  private LockSpans() {}

  /** Those that are held until the transaction ends. */
  static List<Taken> of(Observation seen, ServerRelations atBegin) {
    var taken = new ArrayList<Taken>();
    for (var lock : seen.locks().entrySet()) {
      var entry = seen.before().get(lock.getKey());
      if (entry != null
          && atBegin.get(entry.oid()) != null
          && matters(entry, seen)
          && lock.getValue() == seen.held().get(entry.oid())) {
        taken.add(new Taken(entry.toString(), lock.getValue(), -1, -1));
      }
    }
    return ordered(taken);
  }

  /** Those that were seen from outside. */
  static List<Taken> seen(Observation seen, Map<Sampler.Lock, Sampler.Seen> times) {
    var taken = new ArrayList<Taken>();
    for (var lock : times.entrySet()) {
      var entry = seen.before().get(lock.getKey().relation());
      var mode = lock.getKey().mode();
      if (entry != null && mode != LockMode.ACCESS_SHARE && matters(entry, seen)) {
        var time = lock.getValue();
        taken.add(new Taken(entry.toString(), mode, time.first(), time.last()));
      }
    }
    return ordered(taken);
  }

  private static boolean matters(Entry entry, Observation seen) {
    var mode = mode(entry, seen);
    var root = seen.before().root(entry);
    return mode != LockMode.ACCESS_SHARE
        && !entry.isToast()
        && (root.equals(entry) || mode.compareTo(mode(root, seen)) > 0);
  }

  private static LockMode mode(Entry entry, Observation seen) {
    return seen.locks().getOrDefault(entry.oid(), LockMode.ACCESS_SHARE);
  }

  private static List<Taken> ordered(List<Taken> taken) {
    taken.sort(Comparator.comparing(Taken::relation).thenComparing(Taken::mode));
    return taken;
  }
}
