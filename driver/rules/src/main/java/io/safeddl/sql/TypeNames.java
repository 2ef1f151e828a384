package io.safeddl.sql;

import io.safeddl.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads type names, as written in DDL and as {@code format_type} prints them (manual section 8,
 * table 8.1).
 */
public final class TypeNames {
  /** The spellings of the SQL standard that are one word; only unquoted they mean these types. */
  private static final Map<String, String> STANDARD =
      Map.of(
          "int", "int4",
          "integer", "int4",
          "smallint", "int2",
          "bigint", "int8",
          "real", "float4",
          "boolean", "bool",
          "decimal", "numeric",
          "dec", "numeric");

  private static final Map<String, String> SERIAL =
      Map.of(
          "serial", "int4",
          "serial4", "int4",
          "bigserial", "int8",
          "serial8", "int8",
          "smallserial", "int2",
          "serial2", "int2");

  private TypeNames() {}

  /**
   * Reads a whole text as a type name.
   *
   * @throws IllegalArgumentException where the text is no type name
   */
  public static TypeName parse(String text) {
    List<SourceStatement> statements = Script.parse(text).statements();
    if (statements.size() != 1) {
      throw new IllegalArgumentException("Not a type name: " + text);
    }
    try {
      Cursor cursor = new Cursor(statements.get(0));
      TypeName type = read(cursor);
      cursor.expectEnd();
      return type;
    } catch (Unreadable e) {
      throw new IllegalArgumentException("Not a type name: " + text + ": " + e.reason(), e);
    }
  }

  /** Reads the type name that begins at the cursor, array marks included. */
  static TypeName read(Cursor cursor) {
    int mark = cursor.mark();
    Simple simple = simple(cursor);
    int dimensions = arrayDimensions(cursor);
    boolean serial = false;
    QualifiedName name = simple.name;
    String integer = name.schema() == null ? SERIAL.get(name.name()) : null;
    if (integer != null && simple.modifiers.isEmpty()) {
      serial = true;
      name = QualifiedName.of(integer);
    }
    return new TypeName(name, simple.modifiers, dimensions, serial, cursor.textSince(mark));
  }

  private record Simple(QualifiedName name, List<String> modifiers) {}

  private static Simple simple(Cursor cursor) {
    Token first = cursor.peek();
    if (first.kind() != Token.Kind.WORD || cursor.peek(1).isSymbol(".")) {
      return generic(cursor);
    }
    return switch (first.value()) {
      case "double" ->
          cursor.accept("double", "precision")
              ? new Simple(QualifiedName.of("float8"), List.of())
              : generic(cursor);
      case "character", "char", "nchar", "national" -> character(cursor);
      case "varchar" -> {
        cursor.advance();
        yield new Simple(QualifiedName.of("varchar"), modifiers(cursor));
      }
      case "bit" -> {
        cursor.advance();
        yield cursor.accept("varying")
            ? new Simple(QualifiedName.of("varbit"), modifiers(cursor))
            : new Simple(QualifiedName.of("bit"), orOne(modifiers(cursor)));
      }
      case "time", "timestamp" -> time(cursor);
      case "interval" -> interval(cursor);
      case "float" -> floating(cursor);
      default -> standardOrGeneric(cursor, STANDARD.get(first.value()));
    };
  }

  private static Simple standardOrGeneric(Cursor cursor, @Nullable String standard) {
    if (standard == null) {
      return generic(cursor);
    }
    cursor.advance();
    return new Simple(
        QualifiedName.of(standard), standard.equals("numeric") ? modifiers(cursor) : List.of());
  }

  private static Simple generic(Cursor cursor) {
    // A type's name may be a key word that can name functions or types, such as "binary".
    Token first = cursor.peek();
    boolean quoted = first.kind() == Token.Kind.QUOTED_IDENTIFIER;
    if (!quoted && !cursor.atName() && !Keywords.canNameType(first.value())) {
      throw cursor.unexpected("a type");
    }
    String schema = null;
    String name = cursor.label();
    while (cursor.acceptSymbol(".")) {
      schema = name;
      name = cursor.label();
    }
    if ("pg_catalog".equals(schema)) {
      schema = null;
    }
    return new Simple(QualifiedName.of(schema, name), modifiers(cursor));
  }

  private static Simple character(Cursor cursor) {
    if (cursor.accept("national") && !cursor.accept("character")) {
      cursor.expect("char");
    } else if (!cursor.accept("character") && !cursor.accept("char")) {
      cursor.accept("nchar");
    }
    return cursor.accept("varying")
        ? new Simple(QualifiedName.of("varchar"), modifiers(cursor))
        : new Simple(QualifiedName.of("bpchar"), orOne(modifiers(cursor)));
  }

  private static Simple time(Cursor cursor) {
    String name = cursor.advance().value();
    List<String> modifiers = modifiers(cursor);
    if (cursor.accept("with", "time", "zone")) {
      return new Simple(QualifiedName.of(name + "tz"), modifiers);
    }
    cursor.accept("without", "time", "zone");
    return new Simple(QualifiedName.of(name), modifiers);
  }

  private static Simple interval(Cursor cursor) {
    cursor.expect("interval");
    List<String> modifiers = new ArrayList<>(2);
    String fields = intervalFields(cursor);
    if (fields != null) {
      modifiers.add(fields);
    }
    if (fields == null || fields.endsWith("SECOND")) {
      modifiers.addAll(modifiers(cursor));
    }
    return new Simple(QualifiedName.of("interval"), modifiers);
  }

  /** {@code YEAR TO MONTH} and so on, in upper case, or null. */
  static @Nullable String intervalFields(Cursor cursor) {
    if (!cursor.atAny("year", "month", "day", "hour", "minute", "second")) {
      return null;
    }
    String from = Identifiers.upper(cursor.advance().value());
    if (!cursor.accept("to")) {
      return from;
    }
    if (!cursor.atAny("month", "hour", "minute", "second")) {
      throw cursor.unexpected("an interval field");
    }
    return from + " TO " + Identifiers.upper(cursor.advance().value());
  }

  private static Simple floating(Cursor cursor) {
    cursor.expect("float");
    List<String> precision = modifiers(cursor);
    boolean single =
        precision.size() == 1
            && precision.get(0).matches("[0-9]{1,2}")
            && Integer.parseInt(precision.get(0)) <= 24;
    return new Simple(QualifiedName.of(single ? "float4" : "float8"), List.of());
  }

  private static List<String> orOne(List<String> modifiers) {
    return modifiers.isEmpty() ? List.of("1") : modifiers;
  }

  private static List<String> modifiers(Cursor cursor) {
    if (!cursor.acceptSymbol("(")) {
      return List.of();
    }
    List<String> modifiers = new ArrayList<>(2);
    do {
      modifiers.add(cursor.untilComma().text());
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return modifiers;
  }

  private static int arrayDimensions(Cursor cursor) {
    if (cursor.accept("array")) {
      if (cursor.acceptSymbol("[")) {
        cursor.advance();
        cursor.expectSymbol("]");
      }
      return 1;
    }
    int dimensions = 0;
    while (cursor.acceptSymbol("[")) {
      if (cursor.peek().kind() == Token.Kind.NUMBER) {
        cursor.advance();
      }
      cursor.expectSymbol("]");
      dimensions++;
    }
    return dimensions;
  }
}
