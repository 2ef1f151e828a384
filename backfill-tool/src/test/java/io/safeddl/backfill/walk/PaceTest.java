package io.safeddl.backfill.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How large the next piece is, by what the last ones took and what they did. */
class PaceTest {
  private static final Duration TARGET = Duration.ofMillis(250);

  @Test
  void aBatchGrowsSlowlyAndShrinksAtOnce() {
    var size = new BatchSize(100, 1000, TARGET);
    size.took(Duration.ofMillis(10));
    assertThat(size.next()).isEqualTo(120);
    size.took(Duration.ofMillis(500));
    assertThat(size.next()).isEqualTo(60);
    size.took(Duration.ofSeconds(2));
    assertThat(size.next()).isEqualTo(6);
    size.tookTooLong();
    assertThat(size.next()).isOne();
  }

  @Test
  void aBatchKeepsItsBounds() {
    var size = new BatchSize(100, 150, TARGET);
    for (var i = 0; i < 20; i++) {
      size.took(Duration.ofMillis(1));
    }
    assertThat(size.next()).isEqualTo(150);
    for (var i = 0; i < 20; i++) {
      size.halve();
    }
    assertThat(size.next()).isOne();
  }

  @Test
  void behindARowThatFailedItIsSoonAsLargeAsBefore() {
    var size = new BatchSize(1000, 10_000, TARGET);
    for (var i = 0; i < 10; i++) {
      size.halve();
    }
    for (var i = 0; i < 10; i++) {
      size.took(Duration.ofMillis(1));
    }
    assertThat(size.next()).isBetween(900L, 1100L);
  }

  @Test
  void passesThatDoNotPayAreGivenUpAndTriedAgain() {
    var stripes = Stripes.adaptive();
    assertThat(stripes.count()).isEqualTo(8);
    stripes.seen(10_000, 8_000);
    assertThat(stripes.count()).isEqualTo(8);
    for (var i = 0; i < 3; i++) {
      stripes.seen(10_000, 100);
    }
    assertThat(stripes.count()).isOne();
    for (var i = 0; i < 12; i++) {
      stripes.seen(10_000, 0);
    }
    assertThat(stripes.count()).isEqualTo(2);
    stripes.seen(10_000, 4_900);
    assertThat(stripes.count()).isEqualTo(4);
  }

  @Test
  void whatTheUserWantsIsNotChanged() {
    var stripes = Stripes.fixed(6);
    assertThat(stripes.count()).isEqualTo(4);
    stripes.seen(10_000, 0);
    assertThat(stripes.count()).isEqualTo(4);
  }

  @Test
  void theLastStripeTakesWhatIsLeft() {
    assertThat(new Blocks(10, 20, 1, 4).condition())
        .isEqualTo(
            "ctid >= '(10,0)'::pg_catalog.tid AND ctid < '(20,0)'::pg_catalog.tid"
                + " AND (pg_catalog.hashtid(ctid) OPERATOR(pg_catalog.&) 3) = 1");
    assertThat(new Blocks(10, 20, 3, 4).condition()).doesNotContain("hashtid");
  }
}
