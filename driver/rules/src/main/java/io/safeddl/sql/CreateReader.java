package io.safeddl.sql;

import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.Expression;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;

/** {@code CREATE}: finds out what, and reads the types, domains, sequences and schemas. */
final class CreateReader {
  private CreateReader() {}

  /** At {@code CREATE}. */
  static Statement read(Cursor cursor) {
    cursor.expect("create");
    boolean replace = cursor.accept("or", "replace");
    boolean global = cursor.accept("global") || cursor.accept("local");
    boolean temporary = cursor.accept("temporary") || cursor.accept("temp");
    if (global && !temporary) {
      throw cursor.unexpected("TEMPORARY");
    }
    boolean unlogged = !temporary && cursor.accept("unlogged");
    Token kind = cursor.peek();
    if (kind.kind() != Token.Kind.WORD) {
      throw cursor.unexpected("a kind of object");
    }
    switch (kind.value()) {
      case "table" -> {
        refuse(cursor, replace);
        cursor.advance();
        return CreateTableReader.read(cursor, temporary, unlogged, false);
      }
      case "sequence" -> {
        refuse(cursor, replace);
        return sequence(cursor, temporary);
      }
      case "view", "recursive" -> {
        refuse(cursor, unlogged);
        return ViewReader.create(cursor, replace, temporary);
      }
      case "materialized" -> {
        refuse(cursor, replace || temporary);
        return ViewReader.createMaterialized(cursor);
      }
      default -> refuse(cursor, temporary || unlogged);
    }
    switch (kind.value()) {
      case "function", "procedure" -> {
        return RoutineReader.create(cursor);
      }
      case "trigger", "constraint" -> {
        return TriggerReader.create(cursor, replace);
      }
      case "rule" -> {
        return TriggerReader.rule(cursor);
      }
      case "aggregate", "language", "trusted", "procedural", "transform" -> {
        return OtherReader.create(cursor);
      }
      default -> refuse(cursor, replace);
    }
    return switch (kind.value()) {
      case "index" -> IndexReader.create(cursor, false);
      case "unique" -> {
        cursor.advance();
        yield IndexReader.create(cursor, true);
      }
      case "foreign" -> {
        if (cursor.accept("foreign", "table")) {
          yield CreateTableReader.read(cursor, false, false, true);
        }
        yield OtherReader.create(cursor);
      }
      case "type" -> type(cursor);
      case "domain" -> domain(cursor);
      case "schema" -> SchemaReader.create(cursor);
      case "policy" -> TriggerReader.createPolicy(cursor);
      case "statistics" -> StatisticsReader.create(cursor);
      case "publication" -> PublicationReader.create(cursor);
      default -> OtherReader.create(cursor);
    };
  }

  private static void refuse(Cursor cursor, boolean wrong) {
    if (wrong) {
      throw cursor.unexpected("a kind of object that these words go with");
    }
  }

  private static Statement sequence(Cursor cursor, boolean temporary) {
    cursor.expect("sequence");
    cursor.acceptIfNotExists();
    QualifiedName name = cursor.qualifiedName();
    QualifiedName ownedBy = SequenceOptions.read(cursor);
    return new Statement.CreateSequence(
        name, temporary || "pg_temp".equals(name.schema()), ownedBy);
  }

  private static Statement type(Cursor cursor) {
    cursor.expect("type");
    QualifiedName name = cursor.qualifiedName();
    if (!cursor.accept("as")) {
      if (!cursor.done()) {
        cursor.parentheses();
      }
      return new Statement.CreateType(name, Statement.CreateType.Form.BASE, List.of());
    }
    if (cursor.accept("enum")) {
      cursor.parentheses();
      return new Statement.CreateType(name, Statement.CreateType.Form.ENUM, List.of());
    }
    if (cursor.accept("range")) {
      cursor.parentheses();
      return new Statement.CreateType(name, Statement.CreateType.Form.RANGE, List.of());
    }
    List<ColumnDefinition> attributes = new ArrayList<>();
    cursor.expectSymbol("(");
    if (!cursor.atSymbol(")")) {
      do {
        attributes.add(ColumnReader.attribute(cursor));
      } while (cursor.acceptSymbol(","));
    }
    cursor.expectSymbol(")");
    return new Statement.CreateType(name, Statement.CreateType.Form.COMPOSITE, attributes);
  }

  private static Statement domain(Cursor cursor) {
    cursor.expect("domain");
    QualifiedName name = cursor.qualifiedName();
    cursor.accept("as");
    TypeName base = TypeNames.read(cursor);
    Expression defaultValue = null;
    boolean constrained = false;
    for (ColumnConstraint constraint : ColumnReader.domainConstraints(cursor)) {
      if (constraint instanceof ColumnConstraint.Default clause) {
        defaultValue = clause.value();
      } else {
        constrained |= !(constraint instanceof ColumnConstraint.Null);
      }
    }
    return new Statement.CreateDomain(name, base, defaultValue, constrained);
  }
}
