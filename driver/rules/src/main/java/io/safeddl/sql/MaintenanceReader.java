package io.safeddl.sql;

import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code TRUNCATE, LOCK, REINDEX, CLUSTER, VACUUM, ANALYZE}, in their old and new spellings. */
final class MaintenanceReader {
  private static final Set<String> LOCK_MODES =
      Set.of(
          "ACCESS SHARE",
          "ROW SHARE",
          "ROW EXCLUSIVE",
          "SHARE UPDATE EXCLUSIVE",
          "SHARE",
          "SHARE ROW EXCLUSIVE",
          "EXCLUSIVE",
          "ACCESS EXCLUSIVE");

  private MaintenanceReader() {}

  static Statement truncate(Cursor cursor) {
    cursor.expect("truncate");
    cursor.accept("table");
    List<TableReference> tables = TableReference.list(cursor);
    if (cursor.accept("restart") || cursor.accept("continue")) {
      cursor.expect("identity");
    }
    boolean cascade = cursor.acceptCascade();
    return new Statement.Truncate(
        TableReference.names(tables), TableReference.allOnly(tables), cascade);
  }

  static Statement lock(Cursor cursor) {
    cursor.expect("lock");
    cursor.accept("table");
    List<TableReference> tables = TableReference.list(cursor);
    String mode = "ACCESS EXCLUSIVE";
    if (cursor.accept("in")) {
      List<String> words = new ArrayList<>(3);
      while (cursor.atAny("access", "row", "share", "update", "exclusive")) {
        words.add(Identifiers.upper(cursor.advance().value()));
      }
      mode = String.join(" ", words);
      if (!LOCK_MODES.contains(mode)) {
        throw cursor.unexpected("a lock mode");
      }
      cursor.expect("mode");
    }
    boolean nowait = cursor.accept("nowait");
    return new Statement.LockTable(
        TableReference.names(tables), TableReference.allOnly(tables), mode, nowait);
  }

  static Statement reindex(Cursor cursor) {
    cursor.expect("reindex");
    boolean concurrently = cursor.atSymbol("(") && Flags.read(cursor).isOn("concurrently");
    if (!cursor.atAny("index", "table", "schema", "database", "system")) {
      throw cursor.unexpected("INDEX, TABLE, SCHEMA, DATABASE or SYSTEM");
    }
    String target = Identifiers.upper(cursor.advance().value());
    Span targetKeyword = cursor.lastSpan();
    concurrently |= cursor.accept("concurrently");
    boolean nameMayLack = target.equals("DATABASE") || target.equals("SYSTEM");
    QualifiedName name = nameMayLack && cursor.done() ? null : cursor.qualifiedName();
    return new Statement.Reindex(target, name, concurrently, targetKeyword);
  }

  static Statement cluster(Cursor cursor) {
    cursor.expect("cluster");
    if (cursor.atSymbol("(")) {
      Flags.read(cursor);
    } else {
      cursor.accept("verbose");
    }
    if (cursor.done()) {
      return new Statement.Cluster(null);
    }
    QualifiedName table = cursor.qualifiedName();
    if (cursor.accept("using")) {
      cursor.name();
    } else if (cursor.accept("on")) {
      table = cursor.qualifiedName(); // the spelling before 8.3: CLUSTER index ON table
    }
    return new Statement.Cluster(table);
  }

  static Statement vacuum(Cursor cursor) {
    cursor.expect("vacuum");
    boolean full;
    if (cursor.atSymbol("(")) {
      full = Flags.read(cursor).isOn("full");
    } else {
      full = cursor.accept("full");
      cursor.accept("freeze");
      cursor.accept("verbose");
      if (!cursor.accept("analyze")) {
        cursor.accept("analyse");
      }
    }
    return new Statement.Vacuum(tablesWithColumns(cursor), full);
  }

  static Statement analyze(Cursor cursor) {
    cursor.advance();
    if (cursor.atSymbol("(")) {
      Flags.read(cursor);
    } else {
      cursor.accept("verbose");
    }
    return new Statement.Analyze(tablesWithColumns(cursor));
  }

  private static List<QualifiedName> tablesWithColumns(Cursor cursor) {
    List<QualifiedName> tables = new ArrayList<>(1);
    if (cursor.done()) {
      return tables;
    }
    do {
      tables.add(TableReference.one(cursor).name());
      if (cursor.atSymbol("(")) {
        cursor.columnList();
      }
    } while (cursor.acceptSymbol(","));
    return tables;
  }
}
