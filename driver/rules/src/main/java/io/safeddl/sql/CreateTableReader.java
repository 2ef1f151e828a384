package io.safeddl.sql;

import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.PartitionBound;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code CREATE [FOREIGN] TABLE} and {@code CREATE TABLE AS} (manual, the pages of these names).
 */
final class CreateTableReader {
  private final Cursor cursor;
  private final boolean temporary;
  private final boolean unlogged;
  private final boolean foreign;
  private final List<ColumnDefinition> columns = new ArrayList<>();
  private final List<TableConstraint> constraints = new ArrayList<>();
  private final List<QualifiedName> likes = new ArrayList<>(0);
  private List<QualifiedName> parents = List.of();
  private @Nullable QualifiedName partitionOf;
  private @Nullable PartitionBound bound;
  private @Nullable QualifiedName ofType;
  private boolean untilCommit;
  private boolean likesMore;
  private final List<String> partitionKey = new ArrayList<>(0);

  private CreateTableReader(Cursor cursor, boolean temporary, boolean unlogged, boolean foreign) {
    this.cursor = cursor;
    this.temporary = temporary;
    this.unlogged = unlogged;
    this.foreign = foreign;
  }

  /** Behind {@code CREATE [TEMP | UNLOGGED] TABLE}, or {@code CREATE FOREIGN TABLE}. */
  static Statement read(Cursor cursor, boolean temporary, boolean unlogged, boolean foreign) {
    return new CreateTableReader(cursor, temporary, unlogged, foreign).table();
  }

  private Statement table() {
    boolean ifNotExists = cursor.acceptIfNotExists();
    QualifiedName name = cursor.qualifiedName();
    boolean temp = temporary || "pg_temp".equals(name.schema());
    if (!foreign && isTableAs()) {
      return tableAs(name, temp, ifNotExists);
    }
    if (cursor.accept("of")) {
      ofType = cursor.qualifiedName();
      if (cursor.atSymbol("(")) {
        elements(true);
      }
    } else if (cursor.accept("partition", "of")) {
      partitionOf = cursor.qualifiedName();
      if (cursor.atSymbol("(")) {
        elements(true);
      }
      bound = AlterTableReader.bound(cursor);
    } else {
      elements(false);
      if (cursor.accept("inherits")) {
        cursor.expectSymbol("(");
        parents = cursor.qualifiedNames();
        cursor.expectSymbol(")");
      }
    }
    boolean partitioned = false;
    if (foreign) {
      cursor.expect("server");
      cursor.name();
      if (cursor.accept("options")) {
        cursor.parentheses();
      }
    } else {
      partitioned = partitionBy();
      storage();
    }
    return new Statement.CreateTable(
        name,
        temp,
        untilCommit,
        unlogged,
        ifNotExists,
        columns,
        constraints,
        likes,
        likesMore,
        parents,
        partitionOf,
        bound,
        partitioned,
        partitionKey,
        ofType,
        foreign);
  }

  private void elements(boolean typed) {
    cursor.expectSymbol("(");
    if (cursor.acceptSymbol(")")) {
      return;
    }
    do {
      if (ConstraintReader.atConstraint(cursor)) {
        constraints.add(ConstraintReader.read(cursor));
      } else if (!typed && cursor.accept("like")) {
        likes.add(cursor.qualifiedName());
        while (cursor.accept("including") || cursor.accept("excluding")) {
          likesMore = true;
          cursor.label();
        }
      } else {
        columns.add(typed ? ColumnReader.typedColumn(cursor) : ColumnReader.definition(cursor));
      }
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
  }

  private boolean partitionBy() {
    if (!cursor.accept("partition", "by")) {
      return false;
    }
    cursor.label();
    cursor.expectSymbol("(");
    do {
      partitionKeyElement();
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return true;
  }

  /** {@code { column | ( expression ) | function ( … ) } [COLLATE …] [operator class]}. */
  private void partitionKeyElement() {
    int first = cursor.position();
    while (!cursor.atSymbol(",") && !cursor.atSymbol(")")) {
      if (cursor.done()) {
        throw cursor.unexpected(")");
      }
      cursor.skip();
    }
    var tokens = cursor.tokens(first, cursor.position());
    if (tokens.isEmpty()) {
      throw cursor.unexpected("a column");
    }
    if (tokens.size() > 1) {
      partitionKey.add("");
    }
    for (var token : tokens) {
      if (token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED_IDENTIFIER) {
        partitionKey.add(token.value());
      }
    }
  }

  private void storage() {
    if (cursor.accept("using")) {
      cursor.name();
    }
    if (cursor.accept("with")) {
      Options.names(cursor);
    } else if (cursor.accept("without")) {
      cursor.expect("oids");
    }
    if (cursor.accept("on", "commit")) {
      untilCommit = cursor.accept("drop");
      if (!untilCommit && !cursor.accept("delete", "rows")) {
        cursor.expect("preserve", "rows");
      }
    }
    if (cursor.accept("tablespace")) {
      cursor.name();
    }
  }

  /** True where {@code AS} follows the name, its list of column names and the storage clauses. */
  private boolean isTableAs() {
    int start = cursor.position();
    try {
      if (cursor.atSymbol("(")) {
        cursor.parentheses();
      }
      storage();
      return cursor.at("as");
    } catch (Unreadable e) {
      return false; // the table's own grammar says what is wrong
    } finally {
      cursor.moveTo(start);
    }
  }

  private Statement tableAs(QualifiedName name, boolean temp, boolean ifNotExists) {
    if (cursor.atSymbol("(")) {
      cursor.columnList();
    }
    storage();
    cursor.expect("as");
    boolean withData = !cursor.endsWith("with", "no", "data");
    return new Statement.CreateTableAs(
        name, temp, untilCommit, ifNotExists, ViewReader.filledBy(cursor), false, withData);
  }
}
