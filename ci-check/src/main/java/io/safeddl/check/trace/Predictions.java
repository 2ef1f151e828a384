package io.safeddl.check.trace;

import io.safeddl.check.judge.Reviewed;
import io.safeddl.check.migration.Migration;
import io.safeddl.plan.Verdict;
import java.util.IdentityHashMap;
import java.util.List;

/** What the check has made of the statements of each migration that it judged. */
public final class Predictions {
  private final IdentityHashMap<Migration, List<Verdict>> verdicts = new IdentityHashMap<>();

  /** Takes note of a migration. */
  public void add(Reviewed reviewed) {
    add(reviewed.migration(), reviewed.verdicts());
  }

  /** Takes note of a migration. */
  void add(Migration migration, List<Verdict> of) {
    verdicts.put(migration, of);
  }

  /** Those of a migration that was judged. */
  List<Verdict> of(Migration migration) {
    var of = verdicts.get(migration);
    if (of == null) {
      throw new IllegalStateException(migration.name() + " was not judged");
    }
    return of;
  }
}
