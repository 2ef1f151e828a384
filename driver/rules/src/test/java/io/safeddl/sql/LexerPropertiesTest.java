package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text, well formed or not. */
class LexerPropertiesTest {
  @Provide
  Arbitrary<String> texts() {
    return net.jqwik.api.Arbitraries.oneOf(
        SqlTexts.confusing(),
        SqlTexts.spacedOut(),
        net.jqwik.api.Arbitraries.strings().ofMaxLength(40));
  }

  @Property(tries = 4000)
  void tokensAndCommentsLoseNothing(@ForAll("texts") String text, @ForAll boolean conforming) {
    List<Span> spans = new ArrayList<>();
    for (SourceStatement statement : Script.parse(text, conforming).statements()) {
      statement.tokens().forEach(token -> spans.add(token.span()));
      statement.comments().forEach(comment -> spans.add(comment.span()));
      assertThat(statement.span().start()).isBetween(0, statement.span().end());
      assertThat(statement.span().end()).isLessThanOrEqualTo(text.length());
    }
    spans.sort(Comparator.comparingInt(Span::start));
    int position = 0;
    for (Span span : spans) {
      assertThat(span.start()).isGreaterThanOrEqualTo(position);
      assertThat(text.substring(position, span.start())).matches("[ \\t\\n\\r\\f\\x0b;]*");
      assertThat(span.end()).isGreaterThan(span.start());
      position = span.end();
    }
    assertThat(text.substring(position)).matches("[ \\t\\n\\r\\f\\x0b;]*");
  }

  @Property(tries = 4000)
  void readingNeverThrowsAndStaysInsideOfTheText(@ForAll("texts") String text) {
    for (SourceStatement source : Script.parse(text).statements()) {
      Statement statement = StatementReader.read(source);
      if (statement instanceof Statement.Unrecognized unrecognized) {
        assertThat(unrecognized.span().start()).isBetween(0, text.length());
        assertThat(unrecognized.span().end()).isBetween(unrecognized.span().start(), text.length());
        assertThat(unrecognized.reason()).isNotBlank();
      }
      AllowComments.of(source);
    }
    PlPgSql.scan(text);
    PlPgSql.scan("begin " + text + "; end");
  }

  @Property(tries = 20000)
  void theFastPathPassesOnlyWhatTheReaderFindsHarmless(@ForAll("texts") String text) {
    passesOnlyWhatIsHarmless(text);
  }

  static void passesOnlyWhatIsHarmless(String text) {
    if (FastPath.passes(text)) {
      for (boolean conforming : new boolean[] {true, false}) {
        List<SourceStatement> statements = Script.parse(text, conforming).statements();
        statements = statements.stream().filter(s -> !s.tokens().isEmpty()).toList();
        assertThat(statements).hasSize(1);
        Statement statement = StatementReader.read(statements.get(0));
        if (!(statement instanceof Statement.Unrecognized)) {
          assertThat(statement).isInstanceOf(Statement.Data.class);
          Statement.Data data = (Statement.Data) statement;
          assertThat(data.writes()).isEmpty();
          assertThat(data.fromQuery()).isFalse();
          boolean bounded = data.target() == null || data.tag().equals("INSERT") || data.hasWhere();
          assertThat(bounded).isTrue();
        }
      }
    }
  }
}
