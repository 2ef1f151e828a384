package io.safeddl.sql.tree;

import java.util.List;

/**
 * What was found in a PL/pgSQL body.
 *
 * @param statements the SQL statements that stand in it, DDL and data, read; in the order of the
 *     text
 * @param dynamic the texts behind {@code EXECUTE} that are not one literal, for the message
 * @param opaque true where the body could not be scanned (another language, unbalanced quotes)
 */
public record Embedded(List<Statement> statements, List<String> dynamic, boolean opaque) {
  /** A body of which nothing is known, or that does nothing to tables. */
  public static final Embedded NOTHING = new Embedded(List.of(), List.of(), false);

  public Embedded {
    statements = List.copyOf(statements);
    dynamic = List.copyOf(dynamic);
  }
}
