package io.safeddl.rule.advice;

import io.safeddl.catalog.Constraint;
import io.safeddl.effect.RelationRef;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;

/** How a statement on all rows is done in batches. */
public final class BatchAdvice {
  private BatchAdvice() {}

  /** For a statement that writes too many rows at once. */
  public static Paste of(SourceStatement source, Statement statement, RelationRef table) {
    var paste = new Paste().say("in batches, each its own transaction (safeddl-backfill does it):");
    if (statement instanceof Statement.Data data
        && !data.hasWhere()
        && (data.tag().equals("UPDATE") || data.tag().equals("DELETE"))) {
      paste.say(
          "  "
              + source.text().strip()
              + " WHERE "
              + key(table)
              + " > <the last> AND "
              + key(table)
              + " <= <the next>;");
      if (data.tag().equals("DELETE")) {
        paste.say("or, to remove all rows at once (a short ACCESS EXCLUSIVE):");
        paste.say("  TRUNCATE " + table + ";");
      }
    } else if (statement instanceof Statement.Data) {
      paste.say(
          "  the same statement with AND "
              + key(table)
              + " > <the last> AND "
              + key(table)
              + " <= <the next>, for each range of keys;");
      paste.say("or, where the estimate is wrong, ANALYZE the table first; or");
      paste.say(Allow.comment("many-rows-written"));
    }
    return paste;
  }

  /** The primary key as an expression to compare: {@code id}, or {@code (a, b)}. */
  private static String key(RelationRef table) {
    var relation = table.relation();
    var columns = new ArrayList<String>();
    if (relation != null) {
      for (Constraint constraint : relation.constraints()) {
        if (constraint.kind() == Constraint.Kind.PRIMARY_KEY) {
          constraint.columns().forEach(column -> columns.add(Identifiers.quote(column)));
        }
      }
    }
    return columns.isEmpty()
        ? "<the key>"
        : columns.size() == 1 ? columns.get(0) : "(" + String.join(", ", columns) + ")";
  }
}
