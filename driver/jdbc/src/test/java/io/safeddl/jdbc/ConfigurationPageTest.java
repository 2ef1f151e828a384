package io.safeddl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} lists exactly the properties that the driver has. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("../../docs/configuration.md");
  private static final String ANY_WORD = "…";

  @Test
  void thePageListsEveryPropertyWithItsDefaultAndMeaning() throws IOException {
    assertThat(rowsOfThePage())
        .containsExactlyElementsOf(
            Stream.of(Key.values()).map(ConfigurationPageTest::row).toList());
  }

  /** The cell of a free value names its kind in a word, which the page is free to choose. */
  private static String row(Key key) {
    var byDefault = key.byDefault().isEmpty() ? "none" : "`" + key.byDefault() + "`";
    var choices = key.choices();
    var values =
        choices == null
            ? ANY_WORD
            : Stream.of(choices)
                .map(word -> "`" + word.toLowerCase(Locale.ROOT) + "`")
                .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |".formatted(key.property(), byDefault, values, key.meaning());
  }

  /** Without the heading, and without {@code safeddl.rules.<id>}, which is no single property. */
  private static List<String> rowsOfThePage() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| `safeddl.") && !line.contains("<id>"))
        .map(line -> line.replaceAll("\\| \\w+ \\| (?=[^|]*\\|$)", "| " + ANY_WORD + " | "))
        .toList();
  }
}
