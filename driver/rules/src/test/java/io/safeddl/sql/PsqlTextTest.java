package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.sql.PsqlText.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is psql's own is blanked out, and nothing else is touched. */
class PsqlTextTest {
  @Test
  void aCommandEndsWithItsLineWhateverQuotesItHolds() {
    var read = PsqlText.read("\\echo it's \"here\nSELECT 1;\n\\set x 'a;b'\r\nSELECT 2;");
    assertThat(statements(read)).containsExactly("SELECT 1", "SELECT 2");
    assertThat(read.skipped()).extracting(PsqlText.Skipped::kind).containsOnly(Kind.COMMAND);
    assertThat(read.skipped()).hasSize(2);
  }

  @Test
  void aCommandThatSendsEndsTheStatement() {
    var read = PsqlText.read("SELECT 'DROP TABLE t' \\gexec\nSELECT 2 \\crosstabview\nSELECT 3;");
    assertThat(statements(read)).containsExactly("SELECT 'DROP TABLE t'", "SELECT 2", "SELECT 3");
    assertThat(statements(PsqlText.read("SELECT 1 +\n\\getenv home HOME\n2;")))
        .as("it begins with a g and sends nothing")
        .containsExactly("SELECT 1 +\n                 \n2");
  }

  @Test
  void aSemicolonBehindABackslashEndsTheStatementAndNotTheLine() {
    var read = PsqlText.read("SELECT 2 \\; DROP TABLE t; SELECT 3;");
    assertThat(statements(read)).containsExactly("SELECT 2", "DROP TABLE t", "SELECT 3");
    assertThat(PsqlText.read("SELECT a\\:\\:int;").text()).isEqualTo("SELECT a : :int;");
  }

  @Test
  void twoBackslashesEndACommandAndNotTheLine() {
    assertThat(statements(PsqlText.read("SELECT 1 AS a \\gset p_ \\\\ DROP TABLE t;\nSELECT 2;")))
        .containsExactly("SELECT 1 AS a", "DROP TABLE t", "SELECT 2");
    assertThat(
            statements(
                PsqlText.read(
                    "SELECT 1 \\set x 'a\\\\' \\gset \\echo \"\\\\\" \\\\ DROP TABLE t;")))
        .containsExactly("SELECT 1", "DROP TABLE t");
    for (var command : List.of("! rm", "!rm", "copy t from x", "g | cat", "o |cat")) {
      assertThat(statements(PsqlText.read("\\" + command + " \\\\ DROP TABLE t;\nSELECT 2;")))
          .as(command)
          .containsExactly("SELECT 2");
    }
  }

  @Test
  void whatIsResetIsNotSent() {
    for (var reset : List.of("\\r", "\\reset", "\\p \\r")) {
      assertThat(statements(PsqlText.read("SELECT 0; SELECT 1 + " + reset + "\nVACUUM FULL t;")))
          .as(reset)
          .containsExactly("SELECT 0", "VACUUM FULL t");
    }
    assertThat(statements(PsqlText.read("SELECT 1 \\; SELECT (2 \\r\nSELECT 3;")))
        .as("what was joined has not been sent either")
        .containsExactly("SELECT 3");
    assertThat(statements(PsqlText.read("SELECT 1;\n\\r\nSELECT 2 \\g \\r\nSELECT 3;")))
        .containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
    assertThat(PsqlText.read("COPY t FROM stdin \\r\nSELECT 1;\nSELECT 2;\n\\.\n").skipped())
        .extracting(PsqlText.Skipped::kind)
        .containsExactly(Kind.DISCARDED, Kind.COMMAND);
  }

  @Test
  void whatPsqlDoesWithItsStatementsIsTold() {
    assertThat(PsqlText.read("SELECT 1 \\; SELECT 2;").ends())
        .isEqualTo(new PsqlEnds(Set.of(10), Set.of()));
    assertThat(PsqlText.read("SELECT 'x' \\gexec\n").ends())
        .isEqualTo(new PsqlEnds(Set.of(), Set.of(11)));
    assertThat(PsqlText.read("SELECT '\\;' \\g\n").ends().isEmpty()).isTrue();
  }

  @Test
  void dataOfCopyIsNoSql() {
    var read =
        PsqlText.read(
            "COPY t (a) FROM stdin;\n1\tit's; DROP TABLE t;\n\\N\t$$\n\\.\nSELECT 1;\n"
                + "copy u from STDIN with (format csv);\r\n\"\r\n\\.\r\nSELECT 2;");
    assertThat(statements(read))
        .containsExactly(
            "COPY t (a) FROM stdin", "SELECT 1", "copy u from STDIN with (format csv)", "SELECT 2");
    assertThat(read.skipped()).extracting(PsqlText.Skipped::kind).containsOnly(Kind.COPY_DATA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT '\\x' || $$\\d$$ -- \\q\n/* \\i x */, \"\\a\"; SELECT E'\\'' ",
        "COPY t FROM stdin;\nSELECT 1;",
        "COPY t FROM '/tmp/\\x';\nSELECT 1;\n",
        "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT '\\.' $$;"
      })
  void aBackslashInsideATokenAndDataFromElsewhereAreLeftAlone(String text) {
    var read = PsqlText.read(text);
    assertThat(read.text()).isEqualTo(text);
    assertThat(read.skipped()).isEmpty();
  }

  @Test
  void offsetsStay() {
    var text = "\\connect shop\nCOPY t FROM stdin;\n1\n\\.\nSELECT 1;";
    var read = PsqlText.read(text);
    assertThat(read.text()).hasSameSizeAs(text);
    assertThat(read.text().indexOf("SELECT")).isEqualTo(text.indexOf("SELECT"));
  }

  private static List<String> statements(PsqlText read) {
    return Script.parse(read.text()).statements().stream().map(SourceStatement::text).toList();
  }
}
