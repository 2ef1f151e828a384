package io.safeddl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseTest {
  @Test
  void everyStatementHasItsReason() throws IOException {
    var release = Release.read();
    assertThat(release).hasSize(10);
    assertThat(release.get(0))
        .isEqualTo(
            new Release.Change(
                "Notes on an order", "ALTER TABLE orders ADD COLUMN note text", true));
    assertThat(release).allSatisfy(change -> assertThat(change.reason()).isNotBlank());
  }

  @Test
  void adviceIsTakenStatementByStatementWhereItIsComplete() {
    var complete = "-- commit first\nALTER TABLE t ADD CHECK (a > 0) NOT VALID;\nSELECT 1;";
    assertThat(Advice.of(refused(complete)))
        .extracting(advised -> advised.label() + " " + advised.change().sql())
        .containsExactly("4a ALTER TABLE t ADD CHECK (a > 0) NOT VALID", "4b SELECT 1");
    assertThat(Advice.of(refused("UPDATE t SET a = 1 WHERE id = <the next keys>"))).isEmpty();
    assertThat(Advice.of(refused("-- by safeddl-backfill\nALTER TABLE t ADD b int"))).isEmpty();
  }

  private static Run.Event refused(String advice) {
    var answer = new Answer(Answer.Kind.REFUSED, List.of("rule"), List.of(), List.of(advice));
    return new Run.Event("4", "because", "ALTER TABLE t …", false, 0, 1, answer);
  }
}
