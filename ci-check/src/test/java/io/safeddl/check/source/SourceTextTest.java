package io.safeddl.check.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.check.source.SourceText.Replacement;
import io.safeddl.sql.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every place in a text that was made from a file is a place in the file. */
class SourceTextTest {
  private static final SourceFile FILE =
      new SourceFile("a.sql", "first\r\nALTER TABLE ${s}.t;\n\nlast");

  @Test
  void linesAndColumnsCountFromOne() {
    var whole = SourceText.of(FILE);
    assertThat(at(whole, "ALTER").start()).isEqualTo(new Position(2, 1));
    assertThat(at(whole, "TABLE").end()).isEqualTo(new Position(2, 12));
    assertThat(at(whole, "last").start()).isEqualTo(new Position(4, 1));
    assertThat(FILE.line(1)).isEqualTo("first");
    assertThat(FILE.line(3)).isEmpty();
    assertThat(FILE.line(4)).isEqualTo("last");
  }

  @Test
  void aValueStandsWhereItsPlaceholderDoes() {
    var start = FILE.text().indexOf("${s}");
    for (var value : List.of("", "x", "four", "much_longer")) {
      var text =
          SourceText.of(FILE).replace(List.of(new Replacement(new Span(start, start + 4), value)));
      assertThat(text.text()).contains("TABLE " + value + ".t;");
      assertThat(at(text, "TABLE").text()).isEqualTo("TABLE");
      assertThat(at(text, ".t").text()).isEqualTo(".t");
      assertThat(at(text, "TABLE " + value + ".t").text()).isEqualTo("TABLE ${s}.t");
      assertThat(at(text, "last").start()).isEqualTo(new Position(4, 1));
      if (!value.isEmpty()) {
        assertThat(at(text, value).text()).isEqualTo("${s}");
        var first = text.text().indexOf(value);
        assertThat(text.region(new Span(first, first + 1)).text()).isEqualTo("${s}");
      }
    }
  }

  @Test
  void aPartKeepsItsPlaceInTheFile() {
    var start = FILE.text().indexOf("ALTER");
    var part = SourceText.part(FILE, new Span(start, start + 11));
    assertThat(part.text()).isEqualTo("ALTER TABLE");
    assertThat(at(part, "TABLE").start()).isEqualTo(new Position(2, 7));
  }

  @Test
  void allOfAGeneratedTextStandsWhereItCameFrom() {
    var from = new Span(0, 5);
    var made = SourceText.generated(FILE, from, "CREATE TABLE t (); SELECT 1");
    assertThat(at(made, "SELECT").span()).isEqualTo(from);
  }

  private static Region at(SourceText text, String part) {
    var start = text.text().indexOf(part);
    return text.region(new Span(start, start + part.length()));
  }
}
