package io.safeddl.sql;

import io.safeddl.sql.tree.Embedded;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the SQL statements in a PL/pgSQL body (manual, chapter 43): those that stand in it, those
 * in the literals of EXECUTE, and the places where EXECUTE builds its text.
 *
 * <p>It follows the statements of the language one by one; which block an END closes is of interest
 * only for what its EXCEPTION takes back. What it does not understand is an {@link
 * Statement.Unrecognized} among the statements, and the body counts as opaque.
 */
public final class PlPgSql {
  /** Blocks in literals of EXECUTE in blocks … : more than anyone writes, less than a stack. */
  private static final int MAX_NESTING = 8;

  private static final int NO_BLOCK = -1;

  private final String body;
  private final Cursor cursor;
  private final List<Statement> statements = new ArrayList<>();
  private final List<String> dynamic = new ArrayList<>(0);
  private final List<Embedded.Attempt> attempts = new ArrayList<>(0);

  /** For all that is open the index of its first statement; what is no block has none (-1). */
  private final Deque<Integer> open = new ArrayDeque<>();

  private final int nesting;

  private PlPgSql(String body, List<Token> tokens, int nesting) {
    this.body = body;
    this.cursor = new Cursor(body, tokens, body.length(), nesting);
    this.nesting = nesting;
  }

  /** Scans a body; the spans in the result count in it. */
  public static Embedded scan(String body) {
    return scan(body, 0);
  }

  /** Scans a body that stands in so many others. */
  static Embedded scan(String body, int nesting) {
    List<Token> tokens = nesting > MAX_NESTING ? List.of() : Lexer.tokens(body);
    if (tokens.isEmpty() || tokens.get(tokens.size() - 1).kind() == Token.Kind.ERROR) {
      return Embedded.UNKNOWN;
    }
    PlPgSql scanner = new PlPgSql(body, tokens, nesting);
    try {
      scanner.block();
      return new Embedded(
          scanner.statements, scanner.dynamic, scanner.attempts, scanner.anyUnrecognized());
    } catch (Unreadable e) {
      scanner.statements.add(new Statement.Unrecognized("", e.reason(), e.span()));
      return new Embedded(scanner.statements, scanner.dynamic, true);
    }
  }

  private boolean anyUnrecognized() {
    return statements.stream().anyMatch(Statement.Unrecognized.class::isInstance);
  }

  /** {@code [#option …] [<<label>>] [DECLARE …] BEGIN … END [label] [;]}. */
  private void block() {
    while (cursor.acceptSymbol("#")) {
      cursor.label(); // #variable_conflict use_column and the like
      cursor.label();
    }
    label();
    if (!cursor.at("declare") && !cursor.at("begin")) {
      throw cursor.unexpected("DECLARE or BEGIN");
    }
    int first = cursor.position();
    if (cursor.at("declare")) {
      declarations();
    }
    noteSettings(first);
    do {
      first = cursor.position();
      statement();
      noteSettings(first);
    } while (!open.isEmpty());
    cursor.acceptSymbol(";");
    cursor.expectEnd();
  }

  private void label() {
    while (cursor.acceptSymbol("<<")) {
      cursor.label();
      cursor.expectSymbol(">>");
    }
  }

  private void statement() {
    label();
    Token first = cursor.peek();
    if (cursor.done()) {
      throw cursor.unexpected("END");
    }
    if (first.kind() != Token.Kind.WORD || isAssignment()) {
      assignment();
      return;
    }
    switch (first.value()) {
      case "declare" -> declarations();
      case "begin" -> {
        cursor.advance();
        open.push(statements.size());
      }
      case "end" -> end();
      case "exception" -> {
        cursor.advance();
        exception();
      }
      case "else" -> cursor.advance();
      case "loop" -> {
        cursor.advance();
        open.push(NO_BLOCK);
      }
      case "if" -> {
        open.push(NO_BLOCK);
        expressionUpTo("then");
      }
      case "elsif", "elseif", "when" -> expressionUpTo("then");
      case "case" -> {
        open.push(NO_BLOCK);
        caseHead();
      }
      case "while" -> {
        open.push(NO_BLOCK);
        expressionUpTo("loop");
      }
      case "for", "foreach" -> {
        open.push(NO_BLOCK);
        loopHead();
      }
      case "return" -> returns();
      case "execute" -> execute();
      case "open" -> open();
      case "perform" -> perform();
      case "commit", "rollback" -> sql();
      case "null", "exit", "continue", "raise", "assert", "get", "fetch", "move", "close" ->
          simple();
      default -> sql();
    }
  }

  private void exception() {
    var first = open.peek();
    if (first != null && first != NO_BLOCK && first < statements.size()) {
      attempts.add(new Embedded.Attempt(first, statements.size()));
    }
  }

  /** {@code name := …}, also {@code a.b[1] = …}. Only a name can stand before these. */
  private boolean isAssignment() {
    int ahead = 1;
    while (cursor.peek(ahead).isSymbol(".")) {
      ahead += 2;
    }
    Token next = cursor.peek(ahead);
    return next.isSymbol(":=") || next.isSymbol("=") || next.isSymbol("[");
  }

  private void assignment() {
    if (cursor.peek().kind() == Token.Kind.PARAMETER) {
      cursor.advance();
    } else {
      cursor.label();
    }
    simple();
  }

  /** Goes over a statement that holds nothing but expressions. */
  private void simple() {
    while (!cursor.done() && !cursor.atSymbol(";")) {
      cursor.skip();
    }
    cursor.expectSymbol(";");
  }

  /** An expression that calls set_config may change what the names behind it mean. */
  private void noteSettings(int first) {
    for (Token token : cursor.tokens(first, cursor.position())) {
      if (token.value().equals("set_config")) {
        Cursor text = cursor.slice(first, cursor.position());
        statements.add(new Statement.Data("SELECT", null, false, false, text.rest()));
        return;
      }
    }
  }

  private void declarations() {
    cursor.expect("declare");
    while (!cursor.at("begin")) {
      if (cursor.accept("declare")) {
        continue;
      }
      label();
      cursor.label();
      simple();
    }
  }

  /** {@code END [IF | LOOP | CASE] [label];}; the last one may lack the semicolon. */
  private void end() {
    cursor.expect("end");
    open.poll();
    if (cursor.atAny("if", "loop", "case")) {
      cursor.advance();
    }
    if (!cursor.done() && !cursor.atSymbol(";")) {
      cursor.label();
    }
    if (!open.isEmpty()) {
      cursor.expectSymbol(";");
    }
  }

  private void expressionUpTo(String word) {
    cursor.advance();
    while (!cursor.at(word)) {
      if (cursor.done() || cursor.atSymbol(";")) {
        throw cursor.unexpected(Identifiers.upper(word));
      }
      cursor.skip();
    }
    cursor.advance();
  }

  /** {@code CASE [expression]}: the WHENs behind it are statements of their own here. */
  private void caseHead() {
    cursor.advance();
    while (!cursor.at("when")) {
      if (cursor.done() || cursor.atSymbol(";")) {
        throw cursor.unexpected("WHEN");
      }
      cursor.skip();
    }
  }

  /** {@code FOR x, … IN query | EXECUTE text | cursor | [REVERSE] a..b LOOP}, {@code FOREACH}. */
  private void loopHead() {
    cursor.advance();
    while (!cursor.accept("in")) {
      if (cursor.done() || cursor.atSymbol(";")) {
        throw cursor.unexpected("IN");
      }
      cursor.skip();
    }
    if (cursor.at("execute")) {
      executeUpTo("loop");
    } else if (atQuery()) {
      read(slice("loop"));
      cursor.expect("loop");
    } else {
      while (!cursor.accept("loop")) {
        if (cursor.done() || cursor.atSymbol(";")) {
          throw cursor.unexpected("LOOP");
        }
        cursor.skip();
      }
    }
  }

  private boolean atQuery() {
    return cursor.atSymbol("(")
        || cursor.atAny("select", "with", "values", "table", "insert", "update", "delete", "merge");
  }

  /** {@code RETURN [expression]}, {@code RETURN NEXT …}, {@code RETURN QUERY [EXECUTE] …}. */
  private void returns() {
    cursor.expect("return");
    if (cursor.accept("query")) {
      if (cursor.at("execute")) {
        execute();
      } else {
        sql();
      }
    } else {
      simple();
    }
  }

  /** {@code OPEN cursor [[NO] SCROLL] FOR query | FOR EXECUTE text}, or arguments. */
  private void open() {
    cursor.expect("open");
    while (!cursor.done() && !cursor.atSymbol(";")) {
      if (cursor.accept("for")) {
        if (cursor.at("execute")) {
          execute();
        } else {
          sql();
        }
        return;
      }
      cursor.skip();
    }
    cursor.expectSymbol(";");
  }

  /** {@code PERFORM query}: a SELECT that is spelled differently. */
  private void perform() {
    int first = cursor.position();
    simple();
    Cursor query = cursor.slice(first + 1, cursor.position() - 1);
    statements.add(new Statement.Data("SELECT", null, false, false, query.rest()));
  }

  private void execute() {
    executeUpTo(";");
  }

  /** {@code EXECUTE expression [INTO …] [USING …]}. */
  private void executeUpTo(String stop) {
    cursor.expect("execute");
    int first = cursor.position();
    while (!atStop(stop) && !cursor.atAny("into", "using")) {
      cursor.skip();
    }
    Cursor text = cursor.slice(first, cursor.position());
    String literal = literal(text);
    if (literal != null) {
      for (SourceStatement source : Script.parse(literal).statements()) {
        statements.add(StatementReader.read(source, nesting));
      }
    } else {
      dynamic.add(text.rest().text());
    }
    while (!atStop(stop)) {
      cursor.skip();
    }
    cursor.advance();
  }

  private boolean atStop(String stop) {
    if (cursor.done() || (cursor.atSymbol(";") && !stop.equals(";"))) {
      throw cursor.unexpected(Identifiers.upper(stop));
    }
    return cursor.atSymbol(stop) || cursor.at(stop);
  }

  /** The string that the expression is, with or without parentheses; else null. */
  private static @Nullable String literal(Cursor text) {
    int parentheses = 0;
    while (text.acceptSymbol("(")) {
      parentheses++;
    }
    boolean isString = text.peek().kind() == Token.Kind.STRING;
    String value = isString ? text.string() : null;
    while (parentheses > 0 && text.acceptSymbol(")")) {
      parentheses--;
    }
    boolean whole = text.done() && parentheses == 0;
    text.moveTo(0);
    return whole ? value : null;
  }

  /** An SQL statement up to its semicolon. */
  private void sql() {
    read(slice(";"));
    cursor.expectSymbol(";");
  }

  private List<Token> slice(String stop) {
    int first = cursor.position();
    boolean inBody = false;
    while (inBody || !atStop(stop)) {
      Token token = cursor.peek();
      if (cursor.done()) {
        throw cursor.unexpected("END");
      }
      if (inBody) {
        inBody = !AtomicBody.closes(cursor.peek(-1), token);
      } else if (token.is("atomic")) {
        inBody = AtomicBody.opens(cursor.tokens(first, cursor.position()));
      }
      cursor.skip();
    }
    return cursor.tokens(first, cursor.position());
  }

  private void read(List<Token> tokens) {
    if (tokens.isEmpty()) {
      return; // an empty statement
    }
    Span span = tokens.get(0).span().to(tokens.get(tokens.size() - 1).span());
    SourceStatement source = new SourceStatement(body, span, tokens, List.of(), false);
    Token first = tokens.get(0);
    boolean query = first.isSymbol("(") || first.is("select") || first.is("with");
    statements.add(query ? query(source) : StatementReader.read(source, nesting));
  }

  /** INTO names variables here. */
  private static Statement query(SourceStatement source) {
    Cursor cursor = new Cursor(source);
    try {
      Statement statement = DataReader.read(cursor, false);
      cursor.expectEnd();
      return statement;
    } catch (Unreadable e) {
      return new Statement.Unrecognized("SELECT", e.reason(), e.span());
    }
  }
}
