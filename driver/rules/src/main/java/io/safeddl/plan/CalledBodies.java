package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.sql.PlPgSql;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Embedded;
import io.safeddl.sql.tree.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks up the body of a procedure that is called, so that it is judged as that of a DO block. The
 * driver judges the DDL alone: an application may call procedures all day, and unlike a DO block
 * nobody has written them for this very call, so what they write, and what they build at run time,
 * is left to them, as it is to a function. A reviewer reads a migration, and judges all of it.
 */
final class CalledBodies {
  private final Catalog catalog;
  private final boolean inReview;

  /** Procedures that are looked into already: they may call each other. */
  private final Set<QualifiedName> known = new HashSet<>();

  private CalledBodies(Catalog catalog, boolean inReview) {
    this.catalog = catalog;
    this.inReview = inReview;
  }

  /** The statement, with the bodies that it runs. */
  static Statement in(Statement statement, Catalog catalog) {
    return new CalledBodies(catalog, false).withBodies(statement);
  }

  /** The same, where the body of a procedure that is not known counts as one that is not read. */
  static Statement inReview(Statement statement, Catalog catalog) {
    return new CalledBodies(catalog, true).withBodies(statement);
  }

  private Statement withBodies(Statement statement) {
    if (statement instanceof Statement.Call call) {
      return new Statement.Call(call.name(), body(call.name()));
    }
    if (statement instanceof Statement.DoBlock block) {
      return new Statement.DoBlock(block.language(), block.body().each(this::withBodies));
    }
    return statement;
  }

  private Embedded body(QualifiedName name) {
    if (!known.add(name)) {
      return Embedded.NOTHING;
    }
    var procedures = catalog.procedures(name);
    if (inReview && procedures.isEmpty() && !catalog.knowsProcedures()) {
      return Embedded.UNKNOWN;
    }
    var body = Embedded.NOTHING;
    for (var procedure : procedures) {
      body = body.and(confined(procedure, body(procedure).each(this::withBodies)));
    }
    if (inReview) {
      var isObscure = isObscure(body);
      return new Embedded(
          body.each(CalledBodies::read).statements(),
          isObscure ? body.dynamic() : List.of(),
          body.attempts(),
          isObscure);
    }
    return body.statements().stream().anyMatch(CalledBodies::changesTables)
        ? new Embedded(
            body.each(CalledBodies::judged).statements(), List.of(), body.attempts(), false)
        : Embedded.NOTHING;
  }

  /** The body with what the procedure's SET clauses set for it. */
  private static Embedded confined(Catalog.Procedure procedure, Embedded body) {
    if (procedure.settings().isEmpty()) {
      return body;
    }
    var inner = new Embedded(body.statements(), List.of(), body.attempts(), false);
    return new Embedded(
        List.of(new Statement.Confined(procedure.settings(), inner)),
        body.dynamic(),
        body.opaque());
  }

  /** A reviewer wants to know of what is not judged; the driver leaves it to the procedure. */
  private static boolean isObscure(Embedded body) {
    return body.opaque()
        || !body.dynamic().isEmpty()
        || body.statements().stream()
            .anyMatch(it -> it instanceof Statement.Block block && isObscure(block.body()));
  }

  private Embedded body(Catalog.Procedure procedure) {
    return switch (procedure.language()) {
      case "plpgsql" -> PlPgSql.scan(procedure.body());
      case "sql" -> {
        var statements =
            Script.parse(withoutAtomic(procedure.body())).statements().stream()
                .map(StatementReader::read)
                .toList();
        yield new Embedded(statements, List.of(), isUnread(statements));
      }
      default -> inReview ? Embedded.UNKNOWN : Embedded.NOTHING;
    };
  }

  private boolean isUnread(List<Statement> statements) {
    return inReview && statements.stream().anyMatch(Statement.Unrecognized.class::isInstance);
  }

  /** What stands between BEGIN ATOMIC and END; a text without them as it is. */
  private static String withoutAtomic(String body) {
    var statements = Script.parse(body).statements();
    if (statements.size() < 2) {
      return body;
    }
    var first = statements.get(0).tokens();
    var last = statements.get(statements.size() - 1);
    return first.size() > 1
            && first.get(0).is("begin")
            && first.get(1).is("atomic")
            && last.tokens().size() == 1
            && last.tokens().get(0).is("end")
        ? body.substring(first.get(1).end(), last.span().start())
        : body;
  }

  private static boolean changesTables(Statement statement) {
    return Traces.isDdl(statement)
        || statement instanceof Statement.Truncate
        || statement instanceof Statement.LockTable
        || (statement instanceof Statement.Block block
            && block.body().statements().stream().anyMatch(CalledBodies::changesTables));
  }

  /** A body with a part that cannot be read is told of as one that is not known. */
  private static Statement read(Statement statement) {
    return statement instanceof Statement.Unrecognized ? new Statement.Empty() : statement;
  }

  /** What it writes is its own affair; but a query may set the search path. */
  private static Statement judged(Statement statement) {
    var isLeft =
        statement instanceof Statement.Unrecognized
            || (statement instanceof Statement.Data data && data.target() != null);
    return isLeft ? new Statement.Empty() : statement;
  }
}
