package io.safeddl.check.trace;

import io.safeddl.effect.Effects;
import io.safeddl.effect.LockMode;
import io.safeddl.effect.RelationRef;
import io.safeddl.observe.Comparison;
import io.safeddl.observe.Difference;
import io.safeddl.observe.Difference.Aspect;
import io.safeddl.observe.Difference.Kind;
import io.safeddl.observe.Observation;
import io.safeddl.observe.ServerRelations.Entry;
import io.safeddl.plan.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was predicted for a statement beside what was seen of it, one row for each thing. */
final class Comparing {
  private final Effects predicted;
  private final Observation seen;
  private final List<String> path;

  /** It was looked at from outside, so that what was not seen may have happened all the same. */
  private final boolean sampled;

  private final List<Difference> differences;
  private final List<Compared> rows = new ArrayList<>();
  private final Set<Difference> told = new HashSet<>();

  private Comparing(Verdict verdict, Observation seen, List<String> path, boolean sampled) {
    this.predicted = verdict.effects();
    this.seen = seen;
    this.path = path;
    this.sampled = sampled;
    this.differences = Comparison.compare(verdict.statement(), predicted, seen, path);
  }

  /** The rows. */
  static List<Compared> rows(
      Verdict verdict, Observation seen, List<String> path, boolean sampled) {
    var comparing = new Comparing(verdict, seen, path, sampled);
    comparing.predicted();
    comparing.onlySeen();
    return comparing.rows;
  }

  private void predicted() {
    for (var lock : predicted.locks()) {
      var entry = entry(lock.relation());
      var words = lock.mode().sql() + " (" + word(lock.held()) + ")";
      add(Aspect.LOCK, lock.relation(), entry, words, entry == null ? "" : locked(entry));
    }
    for (var it : predicted.rewrites()) {
      var entry = entry(it.relation());
      var done = entry != null && seen.rewritten().contains(entry);
      add(Aspect.REWRITE, it.relation(), entry, it.reason(), done ? "rewritten" : "");
    }
    for (var it : predicted.scans()) {
      var entry = entry(it.relation());
      var done =
          entry != null && (seen.scanned().contains(entry) || seen.verified().contains(entry));
      add(Aspect.SCAN, it.relation(), entry, "read for " + word(it.reason()), done ? "read" : "");
    }
    for (var it : predicted.builds()) {
      var entry = entry(it.table());
      var done = entry != null && seen.built().contains(entry);
      add(Aspect.BUILD, it.table(), entry, ("index " + it.index()).strip(), done ? "built" : "");
    }
  }

  private void add(
      Aspect aspect, RelationRef relation, @Nullable Entry entry, String words, String observed) {
    var agreement = entry == null ? Agreement.NOT_COMPARED : agreement(aspect, entry);
    if (observed.isEmpty() && agreement == Agreement.AGREES) {
      agreement = Agreement.NOT_COMPARED; // gone, or the work may be done without it
    }
    var name = entry == null ? relation.toString() : entry.toString();
    rows.add(new Compared(aspect, name, words, observed, agreement));
  }

  private Agreement agreement(Aspect aspect, Entry entry) {
    var worst = Agreement.AGREES;
    for (var difference : differences) {
      if (difference.aspect() == aspect && entry.equals(difference.relation())) {
        told.add(difference);
        var one = of(difference);
        worst = one.compareTo(worst) > 0 || worst == Agreement.AGREES ? one : worst;
      }
    }
    return worst;
  }

  private Agreement of(Difference difference) {
    if (difference.kind() == Kind.FALSE_SAFE) {
      return Agreement.MORE_HAPPENED;
    }
    var seenFromInside = difference.aspect() == Aspect.LOCK || difference.aspect() == Aspect.SCAN;
    return sampled && seenFromInside ? Agreement.NOT_COMPARED : Agreement.LESS_HAPPENED;
  }

  /** What no prediction stands for. */
  private void onlySeen() {
    for (var difference : differences) {
      if (told.contains(difference)) {
        continue;
      }
      var entry = difference.relation();
      if (entry == null) {
        rows.add(new Compared(difference.aspect(), "", "", difference.what(), of(difference)));
        continue;
      }
      var observed =
          switch (difference.aspect()) {
            case LOCK -> locked(entry);
            case REWRITE -> "rewritten";
            case SCAN -> "read";
            case BUILD -> "an index built";
            case TRANSACTION, FAILURE -> difference.what();
          };
      rows.add(new Compared(difference.aspect(), entry.toString(), "", observed, of(difference)));
    }
  }

  private String locked(Entry entry) {
    var taken = seen.locks().get(entry.oid());
    if (taken != null) {
      return taken.sql();
    }
    var held = seen.held().get(entry.oid());
    return held == null || held == LockMode.ACCESS_SHARE ? "" : held.sql() + ", held already";
  }

  private @Nullable Entry entry(RelationRef relation) {
    return seen.before().meant(path, relation.name());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
