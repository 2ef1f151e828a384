package io.safeddl.sql.tree;

import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Span;
import org.jspecify.annotations.Nullable;

/** A constraint written behind a column (manual, CREATE TABLE, {@code column_constraint}). */
public sealed interface ColumnConstraint {
  /** The name given by {@code CONSTRAINT name}, or null. */
  @Nullable String name();

  /** Where it stands, from {@code CONSTRAINT} (or its first keyword) to its last token. */
  Span span();

  /** {@code NOT NULL [NO INHERIT]}. */
  record NotNull(@Nullable String name, boolean noInherit, Span span) implements ColumnConstraint {}

  /** {@code NULL}. */
  record Null(@Nullable String name, Span span) implements ColumnConstraint {}

  /** {@code CHECK (…) [NO INHERIT] [[NOT] ENFORCED]}. */
  record Check(
      @Nullable String name, Expression condition, boolean noInherit, boolean enforced, Span span)
      implements ColumnConstraint {}

  /** {@code DEFAULT …}; {@code DEFAULT NULL} too. */
  record Default(@Nullable String name, Expression value, Span span) implements ColumnConstraint {}

  /** {@code GENERATED ALWAYS AS (…) [STORED | VIRTUAL]}. */
  record Generated(@Nullable String name, Expression value, Kind kind, Span span)
      implements ColumnConstraint {
    /** How it was written; without a keyword it means VIRTUAL from 18 on and is an error before. */
    public enum Kind {
      STORED,
      VIRTUAL,
      UNSPECIFIED
    }
  }

  /** {@code GENERATED { ALWAYS | BY DEFAULT } AS IDENTITY}. */
  record Identity(@Nullable String name, boolean always, Span span) implements ColumnConstraint {}

  /** {@code UNIQUE [NULLS NOT DISTINCT]}. */
  record Unique(@Nullable String name, boolean nullsNotDistinct, Deferral deferral, Span span)
      implements ColumnConstraint {}

  /** {@code PRIMARY KEY}. */
  record PrimaryKey(@Nullable String name, Deferral deferral, Span span)
      implements ColumnConstraint {}

  /** {@code REFERENCES table [(column)] …}. */
  record References(
      @Nullable String name,
      QualifiedName table,
      @Nullable String column,
      ForeignKeyActions actions,
      Deferral deferral,
      boolean enforced,
      Span span)
      implements ColumnConstraint {}
}
