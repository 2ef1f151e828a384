package io.safeddl.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every hazard that is known has its rule, and every rule its hazard. */
class HazardsTest {
  private static final int COLUMNS = 2;

  @Test
  void everyHazardHasARuleAndEveryRuleAHazard() {
    var named = new TreeSet<String>();
    for (List<String> row : rows()) {
      assertThat(row).hasSize(COLUMNS);
      named.addAll(List.of(row.get(1).split(" ", -1)));
    }
    var rules = new TreeSet<String>();
    Rules.ALL.forEach(rule -> rules.add(rule.info().id()));
    assertThat(named).isEqualTo(rules);
  }

  @Test
  void thePageTellsThem() {
    var page = new StringBuilder("# Which rule finds what\n\n");
    page.append("The hazards of changing a PostgreSQL schema under a running application, and the");
    page.append(" [rules](rules/README.md) that find\nthem.\n\n| hazard | rules |\n|---|---|\n");
    for (List<String> row : rows()) {
      page.append("| ").append(row.get(0)).append(" | ");
      for (String id : row.get(1).split(" ", -1)) {
        page.append('[').append(id).append("](rules/").append(id).append(".md) ");
      }
      page.append("|\n");
    }
    Documents.check(Documents.folder().resolve("hazards.md"), page.toString());
  }

  private static List<List<String>> rows() {
    try (var stream = HazardsTest.class.getResourceAsStream("hazards.tsv")) {
      if (stream == null) {
        throw new IllegalStateException("hazards.tsv is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
