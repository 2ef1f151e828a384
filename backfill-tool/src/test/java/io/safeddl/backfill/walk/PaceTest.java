package io.safeddl.backfill.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.backfill.target.RowKey;
import io.safeddl.backfill.target.TargetColumn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
  void aBatchBecomesSmallerWhereLessIsAllowed() {
    var size = new BatchSize(1000, 10_000, TARGET);
    size.atMost(500);
    assertThat(size.next()).isEqualTo(500);
    size.took(Duration.ofMillis(1));
    assertThat(size.next()).isEqualTo(500);
    size.atMost(1000);
    size.took(Duration.ofMillis(1));
    assertThat(size.next()).isEqualTo(600);
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
    var stripes = Stripes.adaptive(Optional.empty());
    assertThat(stripes.count()).isEqualTo(16);
    stripes.seen(10_000, 8_000, 700);
    assertThat(stripes.count()).isEqualTo(16);
    for (var i = 0; i < 4; i++) {
      stripes.seen(10_000, 100, 700);
    }
    assertThat(stripes.count()).isOne();
    for (var i = 0; i < 12; i++) {
      stripes.seen(10_000, 0, 10_000);
    }
    assertThat(stripes.count()).isEqualTo(2);
    stripes.seen(10_000, 4_900, 5_000);
    assertThat(stripes.count()).isEqualTo(4);
  }

  @Test
  void whatTheUserWantsIsNotChanged() {
    var stripes = Stripes.fixed(6, Optional.empty());
    assertThat(stripes.count()).isEqualTo(4);
    stripes.seen(10_000, 0, 2_500);
    assertThat(stripes.count()).isEqualTo(4);
  }

  @Test
  void rowsAreDealtByAnIntegerKeyUntilThatIsUneven() {
    var stripes = Stripes.adaptive(Optional.of(key("int4")));
    assertThat(stripes.by()).isEqualTo("\"Id\"");
    stripes.seen(16_000, 14_000, 1_100);
    assertThat(stripes.by()).isEqualTo("\"Id\"");
    stripes.seen(16_000, 100, 16_000);
    assertThat(stripes.by()).isEqualTo("pg_catalog.hashtid(ctid)");
    assertThat(stripes.count()).isEqualTo(16);
    assertThat(Stripes.adaptive(Optional.of(key("uuid"))).by())
        .isEqualTo("pg_catalog.hashtid(ctid)");
  }

  private static RowKey key(String type) {
    var column =
        new TargetColumn(
            1,
            "Id",
            type,
            type,
            true,
            true,
            TargetColumn.Kind.PLAIN,
            Optional.empty(),
            Optional.empty());
    return new RowKey("i", true, List.of(column));
  }

  @Test
  void theLastStripeTakesWhatIsLeft() {
    assertThat(new Blocks(10, 20, 1, 4, "n").condition())
        .isEqualTo(
            "ctid >= '(10,0)'::pg_catalog.tid AND ctid < '(20,0)'::pg_catalog.tid"
                + " AND (n OPERATOR(pg_catalog.&) 3) = 1");
    assertThat(new Blocks(10, 20, 3, 4, "n").condition()).doesNotContain("&");
  }
}
