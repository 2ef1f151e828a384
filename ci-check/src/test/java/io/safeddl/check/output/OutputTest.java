package io.safeddl.check.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.InputSource;

/** What the forms do with text that means something to their readers. */
class OutputTest {
  private static String write(Format format, Report report) {
    return Samples.text(format.output(Samples.PLACE), report);
  }

  /** A finding whose message has everything in it that could end it early. */
  private static Report hostile() {
    return Samples.of(
        "a,b:c%.sql", "DROP TABLE \"]]>&lt;::error::%0A`|</details>\u001B[2J\u202E\";");
  }

  @Test
  void nothingInAFileIsACommandToGithub() {
    var lines = write(Format.github, hostile()).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("::warning file=a%2Cb%3Ac%25.sql,line=1,endLine=1,col=1,")
        .contains("%250A")
        .doesNotContain("\r");
    var sql = "DROP TABLE \"a\n::set-env name=X::y\r\n\"";
    assertThat(write(Format.github, Samples.of("a.sql", sql)).lines())
        .hasSize(2)
        .noneMatch(line -> line.startsWith("::set-env"));
  }

  @Test
  void nothingInAFileMovesTheCursorOfATerminal() {
    assertThat(write(Format.text, hostile())).doesNotContain("\u001B", "\u202E").contains("␛[2J");
  }

  @Test
  void junitIsXmlWhateverTheTextIs() throws Exception {
    var xml = write(Format.junit, hostile());
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    var cases = document.getElementsByTagName("testcase");
    assertThat(cases.getLength()).isEqualTo(1);
    assertThat(cases.item(0).getTextContent()).contains("]]>&lt;::error::%0A`|</details>�[2J");
    assertThat(document.getElementsByTagName("failure").getLength())
        .as("a warning does not fail the check")
        .isZero();
  }

  @Test
  void junitFailsOnWhatFailsTheCheck() {
    var judgement = hostile().judgement();
    var strict = new Report(judgement, 0, java.util.List.of(), FailOn.warning);
    assertThat(write(Format.junit, strict)).contains("failures=\"1\"").contains("<failure ");
  }

  @Test
  void markdownStaysUnderTheLimitOfASummary() {
    var sql = new StringBuilder();
    for (var i = 0; i < 3_000; i++) {
      sql.append("CREATE INDEX i")
          .append(i)
          .append(" ON t (a) WHERE b = '")
          .append("ä".repeat(200));
      sql.append("';\n");
    }
    var text = write(Format.markdown, Samples.of("a.sql", sql.toString()));
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(900_000, 1 << 20);
    assertThat(text).contains("findings more than there is room for").endsWith("were read.\n");
    assertThat(text.split("<details>", -1)).hasSameSizeAs(text.split("</details>", -1));
  }

  @ParameterizedTest
  @EnumSource(names = {"text", "json", "sarif", "github", "junit", "markdown"})
  void eachSaysWhatCouldNotBeRead(Format format) {
    assertThat(write(format, Samples.of("a.sql", "SELECT 1; FROBNICATE; SELECT 2")))
        .contains("1 of 3 statements could not be read");
  }

  @Test
  void aLineIsShownAsATerminalWouldShowIt() {
    assertThat(ShownLine.of("\ta\tb", 3, 4, 20)).isEqualTo(new ShownLine("    a   b", 8, 1));
    assertThat(ShownLine.of("日本 x", 3, 4, 20)).isEqualTo(new ShownLine("日本 x", 5, 1));
    assertThat(ShownLine.of("e\u0301😀x", 4, 5, 20)).isEqualTo(new ShownLine("e\u0301😀x", 3, 1));
    assertThat(ShownLine.of("a".repeat(50) + "bcd" + "e".repeat(50), 50, 53, 30))
        .isEqualTo(new ShownLine("…" + "a".repeat(20) + "bcd" + "e".repeat(5) + "…", 21, 3));
    assertThat(ShownLine.of("x", 1, 1, 20))
        .as("an empty mark is seen")
        .isEqualTo(new ShownLine("x", 1, 1));
  }

  @Test
  void windowsLineEndsAreNotShown() {
    var text = write(Format.text, Samples.of("a.sql", "DROP TABLE\r\n  t;\r\n"));
    assertThat(text).doesNotContain("\r").contains("1 | DROP TABLE\n").contains("2 |   t;\n");
  }
}
