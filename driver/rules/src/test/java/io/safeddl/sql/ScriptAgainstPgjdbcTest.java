package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.Parser;

/** {@link Script} cuts where pgjdbc cuts; each difference is one that its documentation names. */
class ScriptAgainstPgjdbcTest {
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(SqlTexts.confusing(), SqlTexts.spacedOut())
        .map(text -> text.replace("??", "")); // pgjdbc turns it into one question mark
  }

  /**
   * What pgjdbc sends is what the script holds, piece by piece, up to the first piece that ends in
   * the middle of something and that every server therefore rejects. Of a text with a semicolon in
   * a line comment that does not hold: for those the driver asks pgjdbc's parser itself.
   */
  @Property(tries = 20000)
  void nothingIsSentThatTheScriptDoesNotHold(
      @ForAll("texts") String text, @ForAll boolean conforming) throws SQLException {
    // pgjdbc does not send what is white space to Java and an identifier to the server.
    Script script = Script.parse(text, conforming);
    if (hidesSemicolon(script)) {
      return;
    }
    List<String> held = texts(script);
    held.removeIf(String::isBlank);
    int next = 0;
    for (String piece : pgjdbc(text, conforming)) {
      Script sent = Script.parse(piece, conforming);
      List<String> statements = texts(sent);
      statements.removeIf(String::isBlank);
      if (!sent.statements().stream().allMatch(ScriptAgainstPgjdbcTest::isWhole)) {
        return;
      }
      assertThat(next + statements.size()).isLessThanOrEqualTo(held.size());
      assertThat(statements).isEqualTo(held.subList(next, next + statements.size()));
      next += statements.size();
    }
    assertThat(next).isEqualTo(held.size());
  }

  @Test
  void agreesOnRealScripts() throws SQLException {
    for (String name : List.of("commands.sql", "fixture.sql")) {
      // "begin atomic" makes pgjdbc stop cutting; the commands that hold it stand alone below.
      String text = Sql.resource(name).replaceAll("(?m)^.*begin atomic.*$", "");
      assertThat(texts(Script.parse(text))).isEqualTo(stripped(pgjdbc(text, true)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create function f() returns int language sql begin atomic select 1; select 2; end",
        "create rule r as on insert to t do (insert into u values (1); delete from u); select 1",
        "select 'a;b'; select \"a;b\"; select $$a;b$$; select $x$a;$$;b$x$; select 1 /* ; */ -- ;",
        "select 'it''s; fine'; select e'it\\'s; fine'; select u&'\\0041;'; select n'a;b'",
        "select 1;;; select 2;\n-- the end\n",
        "do $$ begin; end $$; select a$b$c; select $1; select '\n;\n'"
      })
  void agreesOnOrdinaryTexts(String text) throws SQLException {
    assertThat(texts(Script.parse(text))).isEqualTo(stripped(pgjdbc(text, true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e'\\'';drop table t;--'",
        "select 1 /*/'*/ --'; drop table t",
        "select e'a'\n'b\\'' --'; drop table t",
        "select 1 as \u00a0$$ -- $$; drop table t"
      })
  void cutsAtASemicolonInACommentOnlyWherePgjdbcIsAsked(String text) throws SQLException {
    assertThat(texts(Script.parse(text))).isNotEqualTo(stripped(pgjdbc(text, true)));
    assertThat(text.startsWith("e") || hidesSemicolon(Script.parse(text))).isTrue();
  }

  @Test
  void cutsBehindABodyWherePgjdbcDoesNot() throws SQLException {
    String text = "create function f() begin atomic select 1; end; drop table t";
    assertThat(pgjdbc(text, true)).hasSize(1);
    assertThat(Script.parse(text).statements()).hasSize(2);
  }

  @Test
  void doesNotCutACommentWherePgjdbcDoes() throws SQLException {
    String text = "/*/; drop table t; --*/ select 1";
    assertThat(pgjdbc(text, true)).hasSizeGreaterThan(1);
    assertThat(Script.parse(text).statements()).hasSize(1);
  }

  private static boolean hidesSemicolon(Script script) {
    return script.statements().stream()
        .anyMatch(
            statement ->
                statement.comments().stream().anyMatch(c -> isLineWithSemicolon(c.text()))
                    || statement.tokens().stream().anyMatch(t -> isLineWithSemicolon(t.value())));
  }

  /** A line comment; one that cannot be sent to a server is a token. */
  private static boolean isLineWithSemicolon(String text) {
    return text.startsWith("--") && text.contains(";");
  }

  private static List<String> pgjdbc(String text, boolean conforming) throws SQLException {
    return Parser.parseJdbcSql(text, conforming, false, true, false, true).stream()
        .map(query -> query.nativeSql)
        .toList();
  }

  /** True for a statement that does not end in the middle of something. */
  private static boolean isWhole(SourceStatement statement) {
    int depth = 0;
    boolean body = false;
    List<Token> tokens = statement.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Token.Kind.ERROR) {
        return false;
      }
      depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      if (body) {
        body = !AtomicBody.closes(tokens.get(i - 1), token);
      } else if (token.is("atomic")) {
        body = AtomicBody.opens(tokens.subList(0, i));
      }
    }
    return depth == 0 && !body;
  }

  /** From the first comment or token to the last. */
  private static List<String> texts(Script script) {
    List<String> texts = new ArrayList<>();
    for (SourceStatement statement : script.statements()) {
      int start = statement.span().start();
      int end = statement.span().end();
      for (SourceStatement.Comment comment : statement.comments()) {
        start = Math.min(start, comment.span().start());
        end = Math.max(end, comment.span().end());
      }
      texts.add(script.text().substring(start, end));
    }
    return texts;
  }

  private static List<String> stripped(List<String> pieces) {
    return pieces.stream().map(String::strip).toList();
  }
}
