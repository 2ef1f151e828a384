package io.safeddl.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.effect.Effects.Scan;
import io.safeddl.sql.QualifiedName;
import org.junit.jupiter.api.Test;

class CollectorTest {
  private final RelationRef t = new RelationRef(QualifiedName.of("t"), null);
  private final RelationRef p = new RelationRef(QualifiedName.of("p"), null);
  private final Collector out = new Collector();

  @Test
  void everyLockIsHeldForTheLongestWork() {
    out.lock(p, LockMode.SHARE_ROW_EXCLUSIVE);
    out.scan(t, Scan.Reason.CHECK, LockMode.SHARE_UPDATE_EXCLUSIVE);
    assertThat(out.toEffects().locks()).allMatch(lock -> lock.held() == Held.SCAN);
  }

  @Test
  void scansRunUnderTheStrongestLockOfTheStatement() {
    out.scan(t, Scan.Reason.CHECK, LockMode.SHARE_UPDATE_EXCLUSIVE);
    out.lock(t, LockMode.ACCESS_EXCLUSIVE);
    assertThat(out.toEffects().scans())
        .singleElement()
        .matches(scan -> scan.under() == LockMode.ACCESS_EXCLUSIVE);
  }

  @Test
  void momentaryLocksAreNotHeldThroughTheWork() {
    out.momentary(t, LockMode.SHARE);
    out.build(t, "i", LockMode.SHARE_UPDATE_EXCLUSIVE, true, "REINDEX");
    var effects = out.toEffects();
    assertThat(effects.locks()).containsExactly(new Effects.Lock(t, LockMode.SHARE, Held.BRIEF));
    assertThat(effects.builds())
        .singleElement()
        .matches(build -> build.under() == LockMode.SHARE_UPDATE_EXCLUSIVE);
  }
}
