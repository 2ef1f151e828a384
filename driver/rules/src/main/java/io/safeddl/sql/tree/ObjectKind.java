package io.safeddl.sql.tree;

/**
 * The kinds of objects that ALTER and DROP name; {@link #keyword()} is what the command tag shows.
 */
public enum ObjectKind {
  TABLE("TABLE"),
  FOREIGN_TABLE("FOREIGN TABLE"),
  INDEX("INDEX"),
  VIEW("VIEW"),
  MATERIALIZED_VIEW("MATERIALIZED VIEW"),
  SEQUENCE("SEQUENCE"),
  TYPE("TYPE"),
  DOMAIN("DOMAIN"),
  SCHEMA("SCHEMA"),
  TRIGGER("TRIGGER"),
  RULE("RULE"),
  POLICY("POLICY"),
  FUNCTION("FUNCTION"),
  PROCEDURE("PROCEDURE"),
  ROUTINE("ROUTINE"),
  AGGREGATE("AGGREGATE"),
  EXTENSION("EXTENSION"),
  PUBLICATION("PUBLICATION"),
  SUBSCRIPTION("SUBSCRIPTION"),
  STATISTICS("STATISTICS"),
  /** Recognised, and without effect on tables: text search objects, casts, languages and so on. */
  OTHER("");

  private final String keyword;

  ObjectKind(String keyword) {
    this.keyword = keyword;
  }

  /** The words of the command tag, for instance {@code MATERIALIZED VIEW}. */
  public String keyword() {
    return keyword;
  }
}
