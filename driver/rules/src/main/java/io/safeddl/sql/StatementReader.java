package io.safeddl.sql;

import io.safeddl.sql.tree.Statement;

/**
 * Reads statements. What is not understood to the last token is {@link Statement.Unrecognized}:
 * this reader may know too little, but never too much. It throws for no text at all, needs time
 * linear in the text, and no stack that grows with it.
 *
 * <p>One class per family of statements, each written along the grammar of the manual's part VI.
 */
public final class StatementReader {
  private StatementReader() {}

  /** Reads one statement. */
  public static Statement read(SourceStatement source) {
    return read(source, 0);
  }

  /** Reads a statement that stands in so many PL/pgSQL bodies. */
  static Statement read(SourceStatement source, int nesting) {
    if (source.tokens().isEmpty()) {
      return new Statement.Empty();
    }
    Cursor cursor = new Cursor(source, nesting);
    try {
      Unreadables.check(source);
      Statement statement = statement(cursor);
      cursor.expectEnd();
      return statement;
    } catch (Unreadable e) {
      return new Statement.Unrecognized(Unreadables.tag(source), e.reason(), e.span());
    }
  }

  /** Reads the statement that begins at the cursor and takes all that is left. */
  static Statement statement(Cursor cursor) {
    Token first = cursor.peek();
    if (first.kind() == Token.Kind.PUNCTUATION) {
      return first.isSymbol("{") ? OtherReader.jdbcCall(cursor) : DataReader.read(cursor);
    }
    if (first.kind() != Token.Kind.WORD) {
      throw cursor.unexpected("a statement");
    }
    return switch (first.value()) {
      case "create" -> CreateReader.read(cursor);
      case "alter" -> AlterReader.read(cursor);
      case "drop" -> DropReader.read(cursor);
      case "select", "insert", "update", "delete", "merge", "with", "values", "table" ->
          DataReader.read(cursor);
      case "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release" ->
          TransactionReader.read(cursor);
      case "set", "reset" -> SettingReader.read(cursor);
      case "truncate" -> MaintenanceReader.truncate(cursor);
      case "lock" -> MaintenanceReader.lock(cursor);
      case "reindex" -> MaintenanceReader.reindex(cursor);
      case "cluster" -> MaintenanceReader.cluster(cursor);
      case "vacuum" -> MaintenanceReader.vacuum(cursor);
      case "analyze", "analyse" -> MaintenanceReader.analyze(cursor);
      case "refresh" -> ViewReader.refresh(cursor);
      case "do" -> RoutineReader.doBlock(cursor);
      case "explain" -> WrappedReader.explain(cursor);
      case "prepare" -> WrappedReader.prepare(cursor);
      case "copy" -> WrappedReader.copy(cursor);
      case "comment" -> CommentReader.read(cursor);
      default -> OtherReader.read(cursor);
    };
  }
}
