package io.safeddl.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of a rule is forgotten: its class, its folder of examples, its line in the list. */
class RulesTest {
  @Test
  void everyRuleClassIsListed() throws Exception {
    var classes = new TreeSet<String>();
    var listed = Rules.ALL.stream().map(rule -> rule.getClass().getName());
    try (var files = Files.list(compiled())) {
      for (var file : files.toList()) {
        var name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          var type = Class.forName("io.safeddl.rule." + name.replace(".class", ""));
          if (Rule.class.isAssignableFrom(type) && !type.isInterface()) {
            assertThat(Modifier.isFinal(type.getModifiers())).as("%s is final", name).isTrue();
            classes.add(type.getName());
          }
        }
      }
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(classes);
  }

  @Test
  void everyFolderBelongsToARule() throws Exception {
    try (var folders = Files.list(compiled())) {
      var names =
          folders
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString())
              .filter(name -> !name.equals("advice"))
              .collect(Collectors.toSet());
      assertThat(names)
          .containsExactlyInAnyOrderElementsOf(
              Rules.ALL.stream().map(rule -> rule.info().id()).toList());
    }
  }

  @Test
  void idsAreInKebabCase() {
    assertThat(Rules.ALL).allMatch(rule -> rule.info().id().matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void nearestIdIsTheOneMeant() {
    assertThat(Rules.nearest("table-rewrit")).isEqualTo("table-rewrite");
    assertThat(Rules.nearest("add-foreignkey")).isEqualTo("add-foreign-key");
  }

  static java.util.List<Example> examples() {
    return Example.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void badFiresAndGoodIsSilent(Example example) {
    var catalog = ModelExample.catalog(example);
    for (String statement : example.statements()) {
      var findings = Example.findings(ModelExample.judge(example, statement, catalog));
      var fired = findings.stream().map(finding -> finding.rule().id()).toList();
      if (example.bad()) {
        assertThat(fired).as(statement).contains(example.ruleId());
        assertThat(findings).allMatch(finding -> !finding.instead().isBlank());
      } else {
        assertThat(fired).as(statement).doesNotContain(example.ruleId());
        assertThat(findings).as(statement).noneMatch(each -> each.severity() == Severity.ERROR);
        catalog = ModelExample.after(catalog, statement);
      }
    }
  }

  private static Path compiled() throws URISyntaxException, IOException {
    var resource = Rules.class.getResource("Rules.class");
    return Objects.requireNonNull(Path.of(Objects.requireNonNull(resource).toURI()).getParent());
  }
}
