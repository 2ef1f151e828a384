package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.sql.PlPgSql;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Embedded;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks up the body of a procedure that is called, so that the DDL in it is judged as that of a DO
 * block. An application may call procedures all day, and unlike a DO block nobody has written them
 * for this very call: so what they write, and what they build at run time, is left to them, as it
 * is to a function.
 */
final class CalledBodies {
  private final Catalog catalog;

  /** Procedures that are looked into already: they may call each other. */
  private final Set<QualifiedName> known = new HashSet<>();

  private CalledBodies(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The statement, with the bodies that it runs. */
  static Statement in(Statement statement, Catalog catalog) {
    return new CalledBodies(catalog).withBodies(statement);
  }

  private Statement withBodies(Statement statement) {
    if (statement instanceof Statement.Call call) {
      return new Statement.Call(call.name(), body(call.name()));
    }
    if (statement instanceof Statement.DoBlock block) {
      var body = block.body();
      return new Statement.DoBlock(
          block.language(),
          new Embedded(withBodies(body.statements()), body.dynamic(), body.opaque()));
    }
    return statement;
  }

  private List<Statement> withBodies(List<Statement> statements) {
    return statements.stream().map(this::withBodies).toList();
  }

  private Embedded body(QualifiedName name) {
    if (!known.add(name)) {
      return Embedded.NOTHING;
    }
    var statements = new ArrayList<Statement>();
    for (var procedure : catalog.procedures(name)) {
      statements.addAll(withBodies(statements(procedure)));
    }
    if (statements.stream().noneMatch(CalledBodies::changesTables)) {
      return Embedded.NOTHING;
    }
    return new Embedded(
        statements.stream().filter(CalledBodies::isJudged).toList(), List.of(), false);
  }

  private static List<Statement> statements(Catalog.Procedure procedure) {
    return switch (procedure.language()) {
      case "plpgsql" -> PlPgSql.scan(procedure.body()).statements();
      case "sql" ->
          Script.parse(procedure.body()).statements().stream().map(StatementReader::read).toList();
      default -> List.of();
    };
  }

  private static boolean changesTables(Statement statement) {
    return Traces.isDdl(statement)
        || statement instanceof Statement.Truncate
        || statement instanceof Statement.LockTable
        || (statement instanceof Statement.Block block
            && block.body().statements().stream().anyMatch(CalledBodies::changesTables));
  }

  /** What it writes is its own affair; but a query may set the search path. */
  private static boolean isJudged(Statement statement) {
    return !(statement instanceof Statement.Unrecognized)
        && !(statement instanceof Statement.Data data && data.target() != null);
  }
}
