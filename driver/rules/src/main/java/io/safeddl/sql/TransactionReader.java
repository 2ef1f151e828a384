package io.safeddl.sql;

import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.Transaction;
import io.safeddl.sql.tree.Statement.Transaction.Kind;

/** Transaction control in every spelling (manual, BEGIN to SAVEPOINT). */
final class TransactionReader {
  private TransactionReader() {}

  static Statement read(Cursor cursor) {
    return switch (cursor.advance().value()) {
      case "begin" -> {
        noise(cursor);
        modes(cursor);
        yield new Transaction(Kind.BEGIN, null);
      }
      case "start" -> {
        cursor.expect("transaction");
        modes(cursor);
        yield new Transaction(Kind.BEGIN, null, false, "START TRANSACTION");
      }
      case "commit" -> {
        if (cursor.accept("prepared")) {
          cursor.string();
          yield new Transaction(Kind.COMMIT_PREPARED, null);
        }
        yield end(cursor, Kind.COMMIT);
      }
      case "end" -> end(cursor, Kind.COMMIT);
      case "abort" -> end(cursor, Kind.ROLLBACK);
      case "rollback" -> rollback(cursor);
      case "savepoint" -> new Transaction(Kind.SAVEPOINT, cursor.name());
      default -> {
        cursor.accept("savepoint");
        yield new Transaction(Kind.RELEASE, cursor.name());
      }
    };
  }

  private static Statement rollback(Cursor cursor) {
    if (cursor.accept("prepared")) {
      cursor.string();
      return new Transaction(Kind.ROLLBACK_PREPARED, null);
    }
    noise(cursor);
    if (cursor.accept("to")) {
      cursor.accept("savepoint");
      return new Transaction(Kind.ROLLBACK_TO, cursor.name());
    }
    return chained(cursor, Kind.ROLLBACK);
  }

  private static Statement end(Cursor cursor, Kind kind) {
    noise(cursor);
    return chained(cursor, kind);
  }

  private static Statement chained(Cursor cursor, Kind kind) {
    boolean chain = cursor.accept("and", "chain");
    if (!chain) {
      cursor.accept("and", "no", "chain");
    }
    return new Transaction(kind, null, chain, kind.tag());
  }

  private static void noise(Cursor cursor) {
    if (!cursor.accept("work")) {
      cursor.accept("transaction");
    }
  }

  /** {@code ISOLATION LEVEL …, READ …, [NOT] DEFERRABLE}, with or without commas. */
  static void modes(Cursor cursor) {
    boolean more = !cursor.done();
    while (more) {
      mode(cursor);
      more = cursor.acceptSymbol(",") || !cursor.done();
    }
  }

  private static void mode(Cursor cursor) {
    if (cursor.accept("isolation", "level")) {
      boolean known =
          cursor.accept("serializable")
              || cursor.accept("repeatable", "read")
              || cursor.accept("read", "committed")
              || cursor.accept("read", "uncommitted");
      if (!known) {
        throw cursor.unexpected("an isolation level");
      }
    } else if (cursor.accept("read")) {
      if (!cursor.accept("only")) {
        cursor.expect("write");
      }
    } else {
      cursor.accept("not");
      cursor.expect("deferrable");
    }
  }
}
