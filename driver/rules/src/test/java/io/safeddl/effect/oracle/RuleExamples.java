package io.safeddl.effect.oracle;

import io.safeddl.rule.Example;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/** The examples of the rules as cases: every statement that a page shows is checked here too. */
final class RuleExamples {
  private RuleExamples() {}

  static List<OracleCase> all() {
    List<OracleCase> cases = new ArrayList<>();
    for (Example example : Example.all()) {
      if (!example.offline()) {
        add(example, cases);
      }
    }
    return cases;
  }

  /** Bad statements stand for themselves; good ones follow each other. */
  private static void add(Example example, List<OracleCase> cases) {
    List<String> before = new ArrayList<>();
    if (!example.invalidIndex().isEmpty()) {
      before.add(
          "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '"
              + example.invalidIndex()
              + "'::regclass");
    }
    before.addAll(statements(example.transaction()));
    for (String text : example.statements()) {
      // Those of one text follow each other.
      List<String> here = example.bad() ? new ArrayList<>(before) : before;
      for (String statement : statements(text)) {
        cases.add(
            new OracleCase(
                "rule " + example,
                example.setup(),
                List.copyOf(here),
                statement,
                example.sinceMajor(),
                Integer.MAX_VALUE,
                OracleCase.Outcome.EITHER));
        here.add(statement);
      }
    }
  }

  /** What is about the session and its transactions is left to the oracle, and locks nothing. */
  private static List<String> statements(String text) {
    return Script.parse(text).statements().stream()
        .filter(RuleExamples::touchesObjects)
        .map(s -> s.text())
        .toList();
  }

  private static boolean touchesObjects(SourceStatement source) {
    var statement = StatementReader.read(source);
    return !(statement instanceof Statement.Transaction)
        && !(statement instanceof Statement.SetParameter);
  }
}
