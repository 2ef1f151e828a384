package io.safeddl.observe;

import static io.safeddl.observe.Difference.Kind.FALSE_SAFE;
import static io.safeddl.observe.Difference.Kind.FALSE_UNSAFE;

import io.safeddl.effect.Effects;
import io.safeddl.effect.Effects.Scan;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.effect.LockMode;
import io.safeddl.effect.RelationRef;
import io.safeddl.observe.Difference.Aspect;
import io.safeddl.observe.ServerRelations.Entry;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares predicted effects with observed ones. What a statement creates or drops is left out.
 * Modes up to ROW EXCLUSIVE are those of an application's own statements and are not compared, nor
 * is SHARE UPDATE EXCLUSIVE where the prediction is "harmless". Indexes, TOAST tables and owned
 * sequences need to be predicted only where they are locked more strongly than their table.
 */
public final class Comparison {
  private final Observation seen;
  private final Effects predicted;
  private final List<String> path;
  private final List<Difference> differences = new ArrayList<>();

  private Comparison(Effects predicted, Observation seen, List<String> path) {
    this.predicted = predicted;
    this.seen = seen;
    this.path = path;
  }

  /**
   * The differences; an effect that the reader itself calls unknown cannot be false safe.
   *
   * @param path the schemas in which names without one are looked up
   */
  public static List<Difference> compare(
      Statement statement, Effects predicted, Observation seen, List<String> path) {
    var comparison = new Comparison(predicted, seen, path);
    comparison.locks();
    if (!isAboutData(statement)) {
      comparison.work();
    }
    if (predicted.traits().contains(Trait.FAILS)) {
      comparison.add(FALSE_UNSAFE, Aspect.FAILURE, null, "was predicted to fail");
    }
    if (!predicted.unknowns().isEmpty()) {
      comparison.differences.removeIf(d -> d.kind() == FALSE_SAFE);
    }
    return comparison.differences;
  }

  /** TRUNCATE gives new, empty files, and statements on data read tables as they please. */
  private static boolean isAboutData(Statement statement) {
    return statement instanceof Statement.Truncate
        || statement instanceof Statement.Data
        || statement instanceof Statement.CreateTableAs
        || statement instanceof Statement.CreateMaterializedView
        || statement instanceof Statement.RefreshMaterializedView
        || statement instanceof Statement.Copy
        || statement instanceof Statement.Explain;
  }

  private void add(Difference.Kind kind, Aspect aspect, @Nullable Entry relation, String what) {
    differences.add(new Difference(kind, aspect, relation, what));
  }

  private boolean stillThere(Entry entry) {
    return seen.after().get(entry.oid()) != null;
  }

  private void locks() {
    Map<Entry, LockMode> expected = new HashMap<>();
    for (var lock : predicted.locks()) {
      var entry = entry(lock.relation());
      if (entry != null) {
        expected.merge(entry, lock.mode(), LockMode::or);
      }
    }
    var ordinary =
        predicted.traits().contains(Trait.HARMLESS)
            ? LockMode.SHARE_UPDATE_EXCLUSIVE
            : LockMode.ROW_EXCLUSIVE;
    for (var lock : seen.locks().entrySet()) {
      var entry = Objects.requireNonNull(seen.before().get(lock.getKey()));
      if (!stillThere(entry) || lock.getValue().compareTo(ordinary) <= 0) {
        continue;
      }
      var covered = covered(entry, expected);
      if (lock.getValue().compareTo(covered) > 0) {
        add(
            FALSE_SAFE,
            Aspect.LOCK,
            entry,
            entry + " was locked in " + lock.getValue().sql() + ", not " + covered.sql());
      }
    }
    for (var lock : expected.entrySet()) {
      var entry = lock.getKey();
      var got = seen.held().getOrDefault(entry.oid(), LockMode.ACCESS_SHARE);
      if (stillThere(entry)
          && lock.getValue().compareTo(LockMode.ROW_EXCLUSIVE) > 0
          && lock.getValue().compareTo(got) > 0) {
        add(
            FALSE_UNSAFE,
            Aspect.LOCK,
            entry,
            entry + " was locked in " + got.sql() + ", not " + lock.getValue().sql());
      }
    }
  }

  /**
   * The strongest mode that was predicted on a relation, on what it belongs to or stands for it.
   */
  private LockMode covered(Entry entry, Map<Entry, LockMode> expected) {
    var root = seen.before().root(entry);
    var covered = expected.getOrDefault(entry, LockMode.ACCESS_SHARE);
    covered = covered.or(expected.getOrDefault(root, LockMode.ACCESS_SHARE));
    if (entry.isToast()) {
      for (var other : expected.entrySet()) {
        if (seen.before().root(other.getKey()).equals(root)) {
          covered = covered.or(other.getValue());
        }
      }
    }
    return covered;
  }

  private void work() {
    Set<Entry> rewrites = new HashSet<>();
    predicted.rewrites().forEach(r -> addEntry(r.relation(), rewrites));
    Set<Entry> builds = new HashSet<>();
    predicted.builds().forEach(b -> addEntry(b.table(), builds));
    Set<Entry> scans = new HashSet<>();
    predicted.scans().forEach(s -> addEntry(s.relation(), scans));

    falseSafe(Aspect.REWRITE, seen.rewritten(), "was rewritten", rewrites);
    falseSafe(Aspect.BUILD, seen.built(), "had an index built", builds, rewrites);
    falseSafe(Aspect.SCAN, seen.verified(), "was verified", scans, rewrites);
    falseSafe(Aspect.SCAN, seen.scanned(), "was read", scans, builds, rewrites);

    falseUnsafe(Aspect.REWRITE, rewrites, "was not rewritten", seen.rewritten());
    falseUnsafe(Aspect.BUILD, builds, "had no index built", seen.built(), seen.rewritten());
    for (Scan scan : predicted.scans()) {
      var entry = entry(scan.relation());
      // Keys may be looked up in the index of the referenced table.
      boolean mayUseIndex =
          scan.reason() == Scan.Reason.FOREIGN_KEY
              && predicted.scans().stream()
                  .anyMatch(
                      s ->
                          (s.reason() == Scan.Reason.FOREIGN_KEY
                                  || s.reason() == Scan.Reason.ENFORCED)
                              && !s.relation().equals(scan.relation()));
      if (entry != null
          && stillThere(entry)
          && !mayUseIndex
          && !seen.scanned().contains(entry)
          && !seen.verified().contains(entry)) {
        add(FALSE_UNSAFE, Aspect.SCAN, entry, entry + " was not read for " + scan.reason());
      }
    }
  }

  @SafeVarargs
  private void falseSafe(Aspect aspect, Set<Entry> observed, String what, Set<Entry>... allowed) {
    for (Entry entry : observed) {
      if (stillThere(entry) && !entry.isToast() && noneContains(entry, allowed)) {
        add(FALSE_SAFE, aspect, entry, entry + " " + what);
      }
    }
  }

  @SafeVarargs
  private void falseUnsafe(
      Aspect aspect, Set<Entry> expected, String what, Set<Entry>... observed) {
    for (Entry entry : expected) {
      if (stillThere(entry) && noneContains(entry, observed)) {
        add(FALSE_UNSAFE, aspect, entry, entry + " " + what);
      }
    }
  }

  @SafeVarargs
  private static boolean noneContains(Entry entry, Set<Entry>... sets) {
    for (Set<Entry> set : sets) {
      if (set.contains(entry)) {
        return false;
      }
    }
    return true;
  }

  private void addEntry(RelationRef relation, Set<Entry> entries) {
    var entry = entry(relation);
    if (entry != null) {
      entries.add(entry);
    }
  }

  private @Nullable Entry entry(RelationRef relation) {
    return seen.before().meant(path, relation.name());
  }
}
