package io.safeddl.sql;

import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.Deferral;
import io.safeddl.sql.tree.Expression;
import io.safeddl.sql.tree.ForeignKeyActions;
import io.safeddl.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Column definitions (manual, CREATE TABLE, {@code column_name data_type column_constraint}). */
final class ColumnReader {
  private ColumnReader() {}

  /** {@code name type [STORAGE …] [COMPRESSION …] [COLLATE …] constraints}. */
  static ColumnDefinition definition(Cursor cursor) {
    int mark = cursor.mark();
    String name = cursor.name();
    TypeName type = TypeNames.read(cursor);
    return options(cursor, mark, name, type);
  }

  /** {@code name [WITH OPTIONS] constraints}, where the type is known elsewhere. */
  static ColumnDefinition typedColumn(Cursor cursor) {
    int mark = cursor.mark();
    String name = cursor.name();
    cursor.accept("with", "options");
    return options(cursor, mark, name, null);
  }

  /** {@code name type [COLLATE …]}: an attribute of a composite type. */
  static ColumnDefinition attribute(Cursor cursor) {
    int mark = cursor.mark();
    String name = cursor.name();
    TypeName type = TypeNames.read(cursor);
    QualifiedName collation = cursor.accept("collate") ? cursor.qualifiedName() : null;
    return new ColumnDefinition(name, type, collation, List.of(), cursor.since(mark));
  }

  /** The clauses behind a domain's type. */
  static List<ColumnConstraint> domainConstraints(Cursor cursor) {
    return options(cursor, cursor.mark(), "", null).constraints();
  }

  private static ColumnDefinition options(
      Cursor cursor, int mark, String name, @Nullable TypeName type) {
    if (type != null) {
      if (cursor.accept("storage")) {
        cursor.label();
      }
      if (cursor.accept("compression")) {
        cursor.label();
      }
      if (cursor.accept("options")) {
        cursor.parentheses();
      }
    }
    QualifiedName collation = null;
    List<ColumnConstraint> constraints = new ArrayList<>(2);
    while (true) {
      if (cursor.accept("collate")) {
        if (collation != null) {
          throw cursor.unexpected("one COLLATE clause");
        }
        collation = cursor.qualifiedName();
        continue;
      }
      ColumnConstraint constraint = constraint(cursor);
      if (constraint == null) {
        break;
      }
      constraints.add(constraint);
    }
    return new ColumnDefinition(name, type, collation, constraints, cursor.since(mark));
  }

  private static @Nullable ColumnConstraint constraint(Cursor cursor) {
    int mark = cursor.mark();
    String name = cursor.accept("constraint") ? cursor.name() : null;
    if (cursor.accept("not", "null")) {
      boolean noInherit = cursor.accept("no", "inherit");
      return new ColumnConstraint.NotNull(name, noInherit, cursor.since(mark));
    }
    if (cursor.accept("null")) {
      return new ColumnConstraint.Null(name, cursor.since(mark));
    }
    if (cursor.accept("default")) {
      Expression value = DefaultExpressions.read(cursor);
      return new ColumnConstraint.Default(name, value, cursor.since(mark));
    }
    if (cursor.accept("check")) {
      Expression condition = cursor.parenthesized();
      ConstraintAttributes attributes = ConstraintAttributes.ofColumn(cursor);
      return new ColumnConstraint.Check(
          name, condition, attributes.noInherit(), attributes.enforced(), cursor.since(mark));
    }
    if (cursor.accept("generated")) {
      return generated(cursor, mark, name);
    }
    if (cursor.accept("unique")) {
      boolean notDistinct = ConstraintReader.nullsNotDistinct(cursor);
      ConstraintReader.indexOptions(cursor);
      Deferral deferral = ConstraintAttributes.ofColumn(cursor).deferralOrDefault();
      return new ColumnConstraint.Unique(name, notDistinct, deferral, cursor.since(mark));
    }
    if (cursor.accept("primary", "key")) {
      ConstraintReader.indexOptions(cursor);
      Deferral deferral = ConstraintAttributes.ofColumn(cursor).deferralOrDefault();
      return new ColumnConstraint.PrimaryKey(name, deferral, cursor.since(mark));
    }
    if (cursor.accept("references")) {
      return references(cursor, mark, name);
    }
    if (name != null) {
      throw cursor.unexpected("a constraint");
    }
    return null;
  }

  private static ColumnConstraint generated(Cursor cursor, int mark, @Nullable String name) {
    boolean always = cursor.accept("always");
    if (!always) {
      cursor.expect("by", "default");
    }
    cursor.expect("as");
    if (cursor.accept("identity")) {
      if (cursor.atSymbol("(")) {
        cursor.parentheses();
      }
      return new ColumnConstraint.Identity(name, always, cursor.since(mark));
    }
    Expression value = cursor.parenthesized();
    ColumnConstraint.Generated.Kind kind =
        cursor.accept("stored")
            ? ColumnConstraint.Generated.Kind.STORED
            : cursor.accept("virtual")
                ? ColumnConstraint.Generated.Kind.VIRTUAL
                : ColumnConstraint.Generated.Kind.UNSPECIFIED;
    return new ColumnConstraint.Generated(name, value, kind, cursor.since(mark));
  }

  private static ColumnConstraint references(Cursor cursor, int mark, @Nullable String name) {
    QualifiedName table = cursor.qualifiedName();
    String column = null;
    if (cursor.acceptSymbol("(")) {
      column = cursor.name();
      cursor.expectSymbol(")");
    }
    ForeignKeyActions actions = ConstraintReader.foreignKeyActions(cursor);
    ConstraintAttributes attributes = ConstraintAttributes.ofColumn(cursor);
    return new ColumnConstraint.References(
        name,
        table,
        column,
        actions,
        attributes.deferralOrDefault(),
        attributes.enforced(),
        cursor.since(mark));
  }
}
