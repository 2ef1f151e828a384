package io.safeddl.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the rules are as the rules are, and every link in them leads somewhere. */
class DocumentsTest {
  @ParameterizedTest
  @MethodSource("rules")
  void pageIsAsItsRuleIs(String id) {
    var rule = Rules.byId(id).orElseThrow();
    var example = Example.of(id, true);
    var verdicts = ModelExample.judge(example, example.statements().get(0));
    var said =
        Example.findings(verdicts).stream()
            .filter(finding -> finding.rule().id().equals(id))
            .findFirst()
            .orElseThrow();
    Documents.check(
        Documents.folder().resolve("rules/" + id + ".md"), RulePage.of(rule.info(), said));
  }

  static List<String> rules() {
    return Rules.ALL.stream().map(rule -> rule.info().id()).toList();
  }

  @Test
  void indexListsAllRules() {
    Documents.check(Documents.folder().resolve("rules/README.md"), RulePage.index(Rules.ALL));
  }

  @Test
  void locksAreAsTheEffectsAre() {
    var page = new LocksPage();
    for (Example example : Example.all()) {
      for (String statement : example.statements()) {
        for (var verdict : ModelExample.judge(example, statement)) {
          page.add(verdict.statement().tag(), verdict.source().text(), verdict.effects());
        }
      }
    }
    Documents.check(Documents.folder().resolve("locks.md"), page.text());
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    assumeFalse(Documents.UPDATE, "other tests are still writing the pages");
    try (var pages = Files.list(Documents.folder().resolve("rules"))) {
      var broken = new TreeSet<>(Documents.brokenLinks(Documents.folder().resolve("locks.md")));
      for (var page : pages.toList()) {
        Documents.brokenLinks(page).forEach(link -> broken.add(page.getFileName() + ": " + link));
      }
      assertThat(broken).isEmpty();
    }
  }

  @Test
  void thereIsAPageForEachRuleAndNoOther() throws IOException {
    assumeFalse(Documents.UPDATE, "other tests are still writing the pages");
    try (var pages = Files.list(Documents.folder().resolve("rules"))) {
      var names = pages.map(page -> page.getFileName().toString()).collect(Collectors.toSet());
      var expected = rules().stream().map(id -> id + ".md").collect(Collectors.toSet());
      expected.add("README.md");
      assertThat(names).isEqualTo(expected);
    }
  }
}
