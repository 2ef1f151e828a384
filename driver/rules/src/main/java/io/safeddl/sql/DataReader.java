package io.safeddl.sql;

import io.safeddl.sql.tree.Expression;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.Data;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Queries and data-changing statements, as far as their shape goes: what is written to, whether
 * there is a WHERE, and SELECT … INTO, which makes a table. Their expressions are read elsewhere.
 */
final class DataReader {
  private DataReader() {}

  /** Reads all that is left as one statement. */
  static Statement read(Cursor cursor) {
    return read(cursor, true);
  }

  /**
   * Reads all that is left as one statement.
   *
   * @param intoMakesTable false in PL/pgSQL, where INTO names variables
   */
  static Statement read(Cursor cursor, boolean intoMakesTable) {
    int start = cursor.position();
    List<Data> writes = commonTables(cursor);
    Statement main = main(cursor, writes, intoMakesTable);
    if (main instanceof Data data && (start != 0 || !writes.isEmpty())) {
      return new Data(
          data.tag(),
          data.target(),
          data.hasWhere(),
          data.fromQuery(),
          cursor.expressionFrom(start),
          writes);
    }
    return main;
  }

  private static Statement main(Cursor cursor, List<Data> writes, boolean intoMakesTable) {
    int start = cursor.position();
    Token verb = cursor.peek();
    if (verb.is("insert") || verb.is("update") || verb.is("delete") || verb.is("merge")) {
      return change(cursor);
    }
    if (!cursor.atAny("select", "values", "table") && !cursor.atSymbol("(")) {
      throw cursor.unexpected("a query");
    }
    Token into = into(cursor);
    Expression text = cursor.expressionFrom(start);
    if (into != null && intoMakesTable) {
      return selectInto(cursor, start, into, text);
    }
    if (writes.isEmpty()) {
      return new Data("SELECT", null, false, false, text);
    }
    boolean allWhere = writes.stream().allMatch(Data::hasWhere);
    return new Data("SELECT", writes.get(0).target(), allWhere, false, text);
  }

  /** Takes the query; gives the INTO that is no part of INSERT INTO or MERGE INTO, or null. */
  private static @Nullable Token into(Cursor cursor) {
    Token into = null;
    NameOrWord names = new NameOrWord();
    boolean begins = true; // whether a statement may begin at the token
    boolean writes = false; // whether the token before it is the verb of INSERT INTO or MERGE INTO
    int depth = 0;
    while (!cursor.done()) {
      Token token = cursor.advance();
      boolean name = names.isName(token);
      if (token.isSymbol("(")) {
        depth++;
      } else if (token.isSymbol(")")) {
        if (--depth < 0) {
          throw new Unreadable("a parenthesis that was not opened", token.span());
        }
      } else if (into == null && token.is("into") && !name && !writes) {
        into = token;
      }
      writes = begins && (token.is("insert") || token.is("merge"));
      begins = token.isSymbol("(");
    }
    if (depth > 0) {
      throw cursor.unexpected(")");
    }
    return into;
  }

  private static Statement selectInto(Cursor cursor, int start, Token into, Expression text) {
    cursor.moveTo(start);
    while (cursor.advance().start() != into.start()) {
      // on to what stands behind INTO
    }
    if (!cursor.accept("global")) {
      cursor.accept("local");
    }
    boolean temporary = cursor.accept("temporary") || cursor.accept("temp");
    if (!temporary) {
      cursor.accept("unlogged");
    }
    cursor.accept("table");
    QualifiedName name = cursor.qualifiedName();
    cursor.finish();
    return new Statement.CreateTableAs(
        name, temporary || "pg_temp".equals(name.schema()), false, false, text, true, true);
  }

  /** INSERT, UPDATE, DELETE or MERGE, to the end. */
  private static Data change(Cursor cursor) {
    int start = cursor.position();
    String verb = Identifiers.upper(cursor.advance().value());
    if (verb.equals("INSERT") || verb.equals("MERGE")) {
      cursor.expect("into");
    } else if (verb.equals("DELETE")) {
      cursor.expect("from");
    }
    QualifiedName target = TableReference.one(cursor).name();
    boolean fromQuery = verb.equals("INSERT") && insertsQuery(cursor);
    boolean where = false;
    NameOrWord names = new NameOrWord();
    while (!cursor.done()) {
      Token token = cursor.peek();
      where |= !names.isName(token) && token.is("where");
      cursor.skip();
    }
    boolean hasWhere = where && (verb.equals("UPDATE") || verb.equals("DELETE"));
    return new Data(verb, target, hasWhere, fromQuery, cursor.expressionFrom(start));
  }

  /** Behind the target of an INSERT: false for one VALUES list and for DEFAULT VALUES. */
  private static boolean insertsQuery(Cursor cursor) {
    if (cursor.accept("as")) {
      cursor.name();
    }
    if (cursor.atSymbol("(") && !isQuery(cursor.peek(1))) {
      cursor.parentheses();
    }
    if (cursor.accept("overriding")) {
      cursor.label();
      cursor.expect("value");
    }
    if (cursor.accept("default", "values")) {
      return false;
    }
    if (!cursor.accept("values")) {
      return true;
    }
    do {
      cursor.parentheses();
    } while (cursor.acceptSymbol(","));
    return cursor.atAny("union", "intersect", "except");
  }

  private static boolean isQuery(Token token) {
    return token.is("select")
        || token.is("with")
        || token.is("values")
        || token.is("table")
        || token.isSymbol("(");
  }

  /** {@code WITH [RECURSIVE] name [(columns)] AS (…) …, …}; gives what changes data in it. */
  private static List<Data> commonTables(Cursor cursor) {
    if (!cursor.accept("with")) {
      return List.of();
    }
    List<Data> writes = new ArrayList<>(0);
    cursor.accept("recursive");
    do {
      Cursor body = commonTable(cursor);
      // A WITH inside of a part is a query's; only its last statement may change data.
      while (body.accept("with")) {
        body.accept("recursive");
        do {
          commonTable(body);
        } while (body.acceptSymbol(","));
      }
      if (body.atAny("insert", "update", "delete", "merge")) {
        writes.add(change(body));
      }
    } while (cursor.acceptSymbol(","));
    return writes;
  }

  private static Cursor commonTable(Cursor cursor) {
    cursor.name();
    if (cursor.atSymbol("(")) {
      cursor.columnList();
    }
    cursor.expect("as");
    if (!cursor.accept("materialized")) {
      cursor.accept("not", "materialized");
    }
    int first = cursor.position() + 1;
    cursor.parentheses();
    Cursor body = cursor.slice(first, cursor.position() - 1);
    if (cursor.accept("search")) {
      if (!cursor.accept("breadth")) {
        cursor.expect("depth");
      }
      cursor.expect("first", "by");
      names(cursor);
      cursor.expect("set");
      cursor.name();
    }
    if (cursor.accept("cycle")) {
      names(cursor);
      cursor.expect("set");
      cursor.name();
      if (cursor.accept("to")) {
        cursor.advance();
        cursor.expect("default");
        cursor.advance();
      }
      cursor.expect("using");
      cursor.name();
    }
    return body;
  }

  private static void names(Cursor cursor) {
    do {
      cursor.name();
    } while (cursor.acceptSymbol(","));
  }

  /** Tells names from key words, seeing one token after the other. */
  private static final class NameOrWord {
    private boolean nameFollows;

    /** True for a word behind a dot, or behind an AS that is not a name itself. */
    boolean isName(Token token) {
      boolean name = nameFollows && token.kind() == Token.Kind.WORD;
      nameFollows = token.isSymbol(".") || (!name && token.is("as"));
      return name;
    }
  }
}
