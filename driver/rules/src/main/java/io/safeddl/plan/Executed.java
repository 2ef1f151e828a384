package io.safeddl.plan;

import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.Embedded;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/** A query whose result {@code psql} runs by {@code \gexec}, as a block that does both. */
final class Executed {
  private Executed() {}

  static Statement of(SourceStatement source, Statement query) {
    var statements = new ArrayList<Statement>();
    statements.add(query);
    var tokens = source.tokens();
    if (!isText(tokens)) {
      var block = new Embedded(statements, List.of(source.text()), false);
      return new Statement.DoBlock(Statement.DoBlock.PSQL, block);
    }
    for (var each : Script.parse(tokens.get(1).value()).statements()) {
      statements.add(StatementReader.read(each));
    }
    return new Statement.DoBlock(
        Statement.DoBlock.PSQL, new Embedded(statements, List.of(), false));
  }

  /** {@code SELECT 'text' [WHERE …]}. */
  private static boolean isText(List<Token> tokens) {
    return tokens.size() > 1
        && tokens.get(0).is("select")
        && tokens.get(1).kind() == Token.Kind.STRING
        && (tokens.size() == 2 || tokens.get(2).is("where") || tokens.get(2).is("from"));
  }
}
