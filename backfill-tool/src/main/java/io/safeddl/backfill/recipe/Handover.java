package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.CutName;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.TargetColumn.Kind;
import io.safeddl.backfill.target.WholeNumber;
import io.safeddl.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;

/**
 * What one column hands over to another one when it takes its name: the default or the sequence,
 * and the comment.
 *
 * <p>A serial keeps the range of its old type (manual, CREATE SEQUENCE AS), so its sequence is
 * widened with it. That of an identity belongs to its column and goes with it; another one takes
 * its place, its name, its value and its privileges. Nobody can draw a number in between: the
 * drawing takes a ROW EXCLUSIVE lock on the sequence, which waits for ours.
 */
final class Handover {
  private final TableName table;
  private final Change change;
  private final String giver;
  private final String taker;
  private final String type;

  /**
   * A handover.
   *
   * @param change whose column gives
   * @param giver its name by now
   * @param taker the other one's, by now
   * @param type of the one that takes
   */
  Handover(TableName table, Change change, String giver, String taker, String type) {
    this.table = table;
    this.change = change;
    this.giver = Identifiers.quote(giver);
    this.taker = Identifiers.quote(taker);
    this.type = type;
  }

  /** The statements, in the transaction of the swap. */
  List<String> statements() {
    var statements = new ArrayList<String>();
    var column = change.column();
    if (column.kind().identity()) {
      identity(statements);
    }
    column
        .expression()
        .ifPresent(
            expression -> {
              statements.add(
                  table.alter() + "ALTER COLUMN " + taker + " SET DEFAULT " + expression);
              statements.add(table.alter() + "ALTER COLUMN " + giver + " DROP DEFAULT");
            });
    if (!column.kind().identity()) {
      change.facts().sequence().ifPresent(sequence -> serial(statements, sequence));
    }
    change
        .facts()
        .comment()
        .ifPresent(
            comment -> {
              statements.add(comment(taker, Database.literal(comment)));
              statements.add(comment(giver, "NULL"));
            });
    return statements;
  }

  private String comment(String column, String text) {
    return "COMMENT ON COLUMN " + table.toSql() + "." + column + " IS " + text;
  }

  private void serial(List<String> statements, TableName sequence) {
    if (WholeNumber.of(type).isPresent() && widens()) {
      statements.add("ALTER SEQUENCE " + sequence.toSql() + " AS " + type);
    }
    statements.add(
        "ALTER SEQUENCE " + sequence.toSql() + " OWNED BY " + table.toSql() + "." + taker);
  }

  /** On the way back the numbers may be beyond the old range already. */
  private boolean widens() {
    return type.equals("bigint") || change.column().type().equals("smallint");
  }

  private void identity(List<String> statements) {
    var old = change.facts().sequence().orElseThrow();
    var fresh = old.sibling(CutName.of(old.name(), "_new"));
    statements.add(
        table.alter()
            + "ALTER COLUMN "
            + taker
            + " ADD GENERATED "
            + (change.column().kind() == Kind.IDENTITY_ALWAYS ? "ALWAYS" : "BY DEFAULT")
            + " AS IDENTITY (SEQUENCE NAME "
            + fresh.toSql()
            + " "
            + change.facts().sequenceOptions().orElseThrow()
            + ")");
    var revoked = change.facts().sequenceRevoked();
    if (!revoked.isEmpty()) {
      // Its value is read below, and it goes with its identity.
      statements.add(
          "GRANT SELECT ON SEQUENCE " + old.toSql() + " TO " + revoked.get(revoked.size() - 1));
    }
    // Nobody draws from the old one from here on: what would is shut out by this lock.
    statements.add(alterSequence(old) + "CACHE 1");
    statements.add(
        "SELECT pg_catalog.setval("
            + Database.literal(fresh.toSql())
            + ", last_value, is_called) FROM "
            + old.toSql());
    statements.add(table.alter() + "ALTER COLUMN " + giver + " DROP IDENTITY");
    statements.add(alterSequence(fresh) + "RENAME TO " + Identifiers.quote(old.name()));
    change
        .facts()
        .sequenceComment()
        .ifPresent(
            text ->
                statements.add(
                    "COMMENT ON SEQUENCE " + old.toSql() + " IS " + Database.literal(text)));
    for (var grantee : revoked) {
      statements.add("REVOKE ALL ON SEQUENCE " + old.toSql() + " FROM " + grantee);
    }
    for (var grant : change.facts().sequenceGrants()) {
      statements.add(grant.on("", "SEQUENCE " + old.toSql()));
    }
  }

  private static String alterSequence(TableName sequence) {
    return "ALTER SEQUENCE " + sequence.toSql() + " ";
  }
}
