package io.safeddl.effect;

import io.safeddl.effect.Effects.IndexBuild;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.Effects.Rewrite;
import io.safeddl.effect.Effects.Scan;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.QualifiedName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gathers the facts about one statement. Two facts on one relation become one lock of the stronger
 * mode. PostgreSQL gives no lock back before the transaction ends (manual section 13.3.1), so in
 * the end every lock of the statement is held for its longest piece of work, and every scan and
 * build runs under the strongest lock on its table.
 */
final class Collector {
  private final Map<QualifiedName, Lock> locks = new LinkedHashMap<>();
  private final Map<QualifiedName, Lock> momentary = new LinkedHashMap<>();
  private final Set<Scan> scans = new LinkedHashSet<>();
  private final Map<QualifiedName, Rewrite> rewrites = new LinkedHashMap<>();
  private final Set<IndexBuild> builds = new LinkedHashSet<>();
  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
  private final Set<String> unknowns = new LinkedHashSet<>();
  private Held longest = Held.BRIEF;

  /** A lock for a change of the catalogs. */
  void lock(RelationRef relation, LockMode mode) {
    lock(relation, mode, Held.BRIEF);
  }

  void lock(RelationRef relation, LockMode mode, Held held) {
    locks.merge(
        relation.name(),
        new Lock(relation, mode, held),
        (a, b) -> new Lock(a.relation(), a.mode().or(b.mode()), longer(a.held(), b.held())));
  }

  /** A lock that is given back before the long part of the statement begins. */
  void momentary(RelationRef relation, LockMode mode) {
    momentary.merge(
        relation.name(),
        new Lock(relation, mode, Held.BRIEF),
        (a, b) -> new Lock(a.relation(), a.mode().or(b.mode()), Held.BRIEF));
  }

  /** Lifts the locks that some of these have to the mode that another relation is locked in. */
  void raise(List<RelationRef> relations, RelationRef to) {
    var strongest = locks.get(to.name());
    if (strongest != null) {
      for (var relation : relations) {
        if (locks.containsKey(relation.name())) {
          lock(relation, strongest.mode());
        }
      }
    }
  }

  /** The same lock on each of them. */
  void lockAll(List<RelationRef> relations, LockMode mode) {
    for (var relation : relations) {
      lock(relation, mode);
    }
  }

  void scan(RelationRef relation, Scan.Reason reason, LockMode under) {
    lock(relation, under);
    scans.add(new Scan(relation, reason, under));
    longest = longer(longest, Held.SCAN);
  }

  void rewrite(RelationRef relation, String reason, LockMode under) {
    lock(relation, under);
    rewrites.putIfAbsent(relation.name(), new Rewrite(relation, reason, under));
    longest = longer(longest, Held.REWRITE);
  }

  void build(RelationRef table, String index, LockMode under, boolean concurrent, String reason) {
    lock(table, under);
    builds.add(new IndexBuild(table, index, under, concurrent, reason));
    longest = longer(longest, Held.BUILD);
  }

  void trait(Trait trait) {
    traits.add(trait);
  }

  void unknown(String what) {
    unknowns.add(what);
  }

  /** Another statement's facts, for what runs inside this one. */
  void addAll(Effects other) {
    for (var lock : other.locks()) {
      lock(lock.relation(), lock.mode(), lock.held());
    }
    for (var scan : other.scans()) {
      scan(scan.relation(), scan.reason(), scan.under());
    }
    for (var rewrite : other.rewrites()) {
      rewrite(rewrite.relation(), rewrite.reason(), rewrite.under());
    }
    for (var build : other.builds()) {
      build(build.table(), build.index(), build.under(), build.concurrent(), build.reason());
    }
    traits.addAll(other.traits());
    unknowns.addAll(other.unknowns());
  }

  Effects toEffects() {
    List<Lock> held = new ArrayList<>(locks.size());
    for (var lock : momentary.values()) {
      var kept = locks.get(lock.relation().name());
      if (kept == null || kept.mode().compareTo(lock.mode()) < 0) {
        held.add(lock);
      }
    }
    for (var lock : locks.values()) {
      var stronger = momentary.get(lock.relation().name());
      if (stronger != null && stronger.mode().compareTo(lock.mode()) > 0) {
        continue;
      }
      held.add(new Lock(lock.relation(), lock.mode(), longer(lock.held(), longest)));
    }
    List<Scan> under = new ArrayList<>(scans.size());
    for (var scan : scans) {
      under.add(new Scan(scan.relation(), scan.reason(), mode(scan.relation(), scan.under())));
    }
    List<Rewrite> written = new ArrayList<>(rewrites.size());
    for (var it : rewrites.values()) {
      written.add(new Rewrite(it.relation(), it.reason(), mode(it.relation(), it.under())));
    }
    List<IndexBuild> built = new ArrayList<>(builds.size());
    for (var it : builds) {
      built.add(
          new IndexBuild(
              it.table(), it.index(), mode(it.table(), it.under()), it.concurrent(), it.reason()));
    }
    return new Effects(held, under, written, built, traits, List.copyOf(unknowns));
  }

  private LockMode mode(RelationRef relation, LockMode least) {
    var lock = locks.get(relation.name());
    return lock == null ? least : lock.mode().or(least);
  }

  private static Held longer(Held a, Held b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
