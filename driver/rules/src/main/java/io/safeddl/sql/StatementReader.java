package io.safeddl.sql;

import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement;
import java.util.List;

/**
 * Reads statements. What is not understood to the last token is {@link Statement.Unrecognized}:
 * this reader may know too little, but never too much. It throws for no text at all, needs time
 * linear in the text, and no stack that grows with it.
 */
public final class StatementReader {
  private StatementReader() {}

  /** Reads one statement. */
  public static Statement read(SourceStatement source) {
    if (source.tokens().isEmpty()) {
      return new Statement.Empty();
    }
    Cursor cursor = new Cursor(source);
    try {
      Statement statement = statement(cursor);
      cursor.expectEnd();
      return statement;
    } catch (Unreadable e) {
      return new Statement.Unrecognized(verb(source), e.reason(), e.span());
    }
  }

  private static Statement statement(Cursor cursor) {
    for (int i = 0; cursor.peek(i).kind() != Token.Kind.ERROR || i == 0; i++) {
      if (cursor.peek(i).kind() == Token.Kind.ERROR) {
        throw cursor.unexpected("SQL");
      }
    }
    if (cursor.accept("create")) {
      return create(cursor);
    }
    if (cursor.accept("alter")) {
      return alter(cursor);
    }
    if (cursor.accept("drop")) {
      return DropReader.read(cursor);
    }
    throw cursor.unexpected("a statement that is known");
  }

  private static Statement create(Cursor cursor) {
    if (cursor.at("index")) {
      return IndexReader.create(cursor, false);
    }
    if (cursor.accept("unique")) {
      return IndexReader.create(cursor, true);
    }
    if (cursor.accept("foreign", "table")) {
      return CreateTableReader.read(cursor, false, false, true);
    }
    boolean unlogged = cursor.accept("unlogged");
    boolean scoped = !unlogged && (cursor.accept("global") || cursor.accept("local"));
    boolean temporary = !unlogged && (cursor.accept("temporary") || cursor.accept("temp"));
    if (cursor.accept("table") && (temporary || !scoped)) {
      return CreateTableReader.read(cursor, temporary, unlogged, false);
    }
    throw cursor.unexpected("a kind of object that CREATE is known for");
  }

  private static Statement alter(Cursor cursor) {
    for (ObjectKind kind : RELATIONS) {
      String[] words = kind.keyword().toLowerCase(java.util.Locale.ROOT).split(" ");
      if (cursor.accept(words)) {
        return AlterTableReader.read(cursor, kind);
      }
    }
    throw cursor.unexpected("a kind of object that ALTER is known for");
  }

  private static final List<ObjectKind> RELATIONS =
      List.of(
          ObjectKind.TABLE,
          ObjectKind.INDEX,
          ObjectKind.VIEW,
          ObjectKind.MATERIALIZED_VIEW,
          ObjectKind.SEQUENCE,
          ObjectKind.FOREIGN_TABLE);

  private static String verb(SourceStatement source) {
    Token first = source.tokens().get(0);
    return first.kind() == Token.Kind.WORD ? Identifiers.upper(first.value()) : "";
  }
}
