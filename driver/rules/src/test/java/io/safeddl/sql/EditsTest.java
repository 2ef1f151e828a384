package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.sql.tree.Statement;
import org.junit.jupiter.api.Test;

class EditsTest {
  @Test
  void putsWordsBehindTokensAndKeepsTheRest() {
    String script = "select 1; CREATE INDEX/*why*/ON t (a)  -- end\n; select 2";
    SourceStatement source = Script.parse(script).statements().get(1);
    Statement.CreateIndex index = (Statement.CreateIndex) StatementReader.read(source);
    assertThat(Edits.of(source).insertAfter(index.indexKeyword(), "CONCURRENTLY").text())
        .isEqualTo("CREATE INDEX CONCURRENTLY /*why*/ON t (a)");
    assertThat(
            Edits.of(source)
                .insertAfter(index.indexKeyword(), "CONCURRENTLY")
                .insertAfter(index.onKeyword(), "ONLY")
                .insertBefore(index.onKeyword(), "x")
                .text())
        .isEqualTo("CREATE INDEX CONCURRENTLY /*why*/ x ON ONLY t (a)");
  }

  @Test
  void replacesAndRemoves() {
    SourceStatement source = Sql.source("drop table a");
    Span name = source.tokens().get(2).span();
    assertThat(Edits.of(source).replace(name, "b").text()).isEqualTo("drop table b");
    assertThat(Edits.of(source).remove(source.tokens().get(1).span()).text()).isEqualTo("drop  a");
    assertThat(Edits.of(source).text()).isEqualTo("drop table a");
  }

  @Test
  void refusesWhatCannotBeMeant() {
    SourceStatement source = Sql.source("drop table a");
    Span name = source.tokens().get(2).span();
    assertThatThrownBy(() -> Edits.of(source).remove(new Span(0, 100)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Edits.of(source).remove(name).replace(name, "b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
