package io.safeddl.run;

import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.jdbc.SafeDdlDriver;
import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pgjdbc sends and the server runs is never what stood in a comment to us. */
class ClientCutTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1 /*/'*/ --'; drop table t",
        "select e'a'\n'b\\'' --'; drop table t",
        "select 1 as \u00a0$$ -- $$; drop table t"
      })
  void aStatementHiddenInACommentIsRefused(String sql) throws SQLException {
    try (var plain = SERVERS.connect(18);
        var tool = tool()) {
      run(plain, "create table t (a int)");
      run(plain, sql);
      assertThat(show(plain, "select to_regclass('t')")).isEqualTo("null");
      run(plain, "create table t (a int)");
      assertThatThrownBy(() -> run(tool, sql))
          .isInstanceOf(UnsafeDdlException.class)
          .hasMessageContaining("comment");
      assertThat(show(plain, "select to_regclass('t')")).isEqualTo("t");
      run(plain, "drop table t");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1; -- that's it; all done",
        "/* one; two */ select e'\\'' -- three;\n; select $$;$$",
        "/*/ a header / */ select 1 -- ;"
      })
  void anOrdinaryCommentWithASemicolonIsNone(String sql) throws SQLException {
    try (var tool = tool()) {
      assertThatCode(() -> run(tool, sql)).doesNotThrowAnyException();
    }
  }

  private static Connection tool() throws SQLException {
    var database = SERVERS.on(18);
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    return Objects.requireNonNull(new SafeDdlDriver().connect(database.safeDdlUrl(), properties));
  }
}
