package io.safeddl.sql.tree;

import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constraint on a table (manual, CREATE TABLE and ALTER TABLE, {@code table_constraint}). */
public sealed interface TableConstraint {
  /** The name given by {@code CONSTRAINT name}, or null. */
  @Nullable String name();

  /** Where it stands, from {@code CONSTRAINT} (or its first keyword) to its last token. */
  Span span();

  /** The kind as the manual writes it, for instance {@code FOREIGN KEY}. */
  String kind();

  /** {@code CHECK (…) [NO INHERIT] [NOT VALID] [[NOT] ENFORCED]}. */
  record Check(
      @Nullable String name,
      Expression condition,
      boolean noInherit,
      boolean notValid,
      boolean enforced,
      Span span)
      implements TableConstraint {
    @Override
    public String kind() {
      return "CHECK";
    }
  }

  /** {@code NOT NULL column [NO INHERIT] [NOT VALID]} (18+). */
  record NotNull(
      @Nullable String name, String column, boolean noInherit, boolean notValid, Span span)
      implements TableConstraint {
    @Override
    public String kind() {
      return "NOT NULL";
    }
  }

  /**
   * {@code UNIQUE [NULLS NOT DISTINCT] (…)} or {@code UNIQUE USING INDEX …}.
   *
   * @param columns empty with USING INDEX
   * @param usingIndex the index taken over, or null
   * @param withoutOverlaps a temporal key (18+)
   */
  record Unique(
      @Nullable String name,
      List<String> columns,
      List<String> include,
      boolean nullsNotDistinct,
      boolean withoutOverlaps,
      @Nullable String usingIndex,
      Deferral deferral,
      Span span)
      implements TableConstraint {
    @Override
    public String kind() {
      return "UNIQUE";
    }
  }

  /** {@code PRIMARY KEY (…)} or {@code PRIMARY KEY USING INDEX …}. */
  record PrimaryKey(
      @Nullable String name,
      List<String> columns,
      List<String> include,
      boolean withoutOverlaps,
      @Nullable String usingIndex,
      Deferral deferral,
      Span span)
      implements TableConstraint {
    @Override
    public String kind() {
      return "PRIMARY KEY";
    }
  }

  /** {@code EXCLUDE [USING method] (…)}. */
  record Exclude(@Nullable String name, String method, Deferral deferral, Span span)
      implements TableConstraint {
    @Override
    public String kind() {
      return "EXCLUDE";
    }
  }

  /** {@code FOREIGN KEY (…) REFERENCES …}. */
  record ForeignKey(
      @Nullable String name,
      List<String> columns,
      QualifiedName table,
      List<String> referencedColumns,
      ForeignKeyActions actions,
      Deferral deferral,
      boolean notValid,
      boolean enforced,
      Span span)
      implements TableConstraint {
    @Override
    public String kind() {
      return "FOREIGN KEY";
    }
  }
}
