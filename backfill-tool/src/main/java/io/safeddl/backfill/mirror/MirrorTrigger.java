package io.safeddl.backfill.mirror;

import io.safeddl.backfill.spec.CutName;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.MirrorWork;
import io.safeddl.backfill.target.Target;
import io.safeddl.sql.Identifiers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The trigger that writes the mirrors, as text.
 *
 * <p>It has no list of columns: what another BEFORE trigger has changed counts too (an {@code
 * UPDATE OF} looks at the statement's own list, manual CREATE TRIGGER), and a row that moves is put
 * right where it lands. Its {@link MirrorCondition}, where it has one, leaves out what is right
 * already. It is one of the last by its name, since BEFORE triggers run in that order. ENABLE
 * ALWAYS, so that it fires where a subscription applies changes too (session_replication_role,
 * manual ALTER TABLE).
 *
 * <p>The function is called by the trigger alone, so nobody needs a right to it; every name in it
 * is qualified, so it depends on no search path.
 */
public final class MirrorTrigger {
  private static final int SHORT_HASH = 8;

  /** How the name of each of our triggers begins. */
  public static final String PREFIX = "zzz_safeddl_mirror_";

  /** How the comment of each of our functions begins. */
  static final String COMMENT = "SafeDDL backfill: mirrors columns of ";

  private final TableName table;
  private final Direction direction;
  private final String body;
  private final MirrorCondition condition;
  private final String suffix;

  /** The trigger of some mirrors of a table. */
  public MirrorTrigger(Target target, List<MirrorWork> mirrors, Direction direction) {
    this.table = target.name();
    this.direction = direction;
    this.body = MirrorBody.of(mirrors, direction);
    this.condition = MirrorCondition.of(mirrors, direction);
    this.suffix = suffix(mirrors.stream().map(it -> it.mirror().to()).toList());
  }

  private static String suffix(List<String> columns) {
    return sha256(String.join("\0", columns)).substring(0, SHORT_HASH);
  }

  /** The table that it is on. */
  public TableName table() {
    return table;
  }

  /** Which way it writes. */
  public Direction direction() {
    return direction;
  }

  /** The trigger's name, one of the last there can be. */
  public String name() {
    return PREFIX + suffix;
  }

  /** The function's name, in the schema of the table. */
  public TableName function() {
    return function(table, suffix);
  }

  /** The function of mirrors into these columns, whether the table is there or not. */
  static TableName function(TableName table, List<String> columns) {
    return function(table, suffix(columns));
  }

  private static TableName function(TableName table, String suffix) {
    return table.sibling(CutName.of("safeddl_mirror_" + table.name(), "_" + suffix));
  }

  /** The function's body, as {@code pg_proc.prosrc} has it. */
  public String body() {
    return body;
  }

  /** Which rows need it. */
  MirrorCondition condition() {
    return condition;
  }

  /** What tells whether somebody has changed the function: it stands in its comment. */
  public String comment() {
    return COMMENT + table.toSql() + " " + direction.word() + ", fingerprint " + fingerprint(body);
  }

  /** Of the body. */
  public String fingerprint() {
    return fingerprint(body);
  }

  /** Of a function's body: its SHA-256 in UTF-8. */
  static String fingerprint(String body) {
    return sha256(body);
  }

  /** The function: made where it is not there, else turned into this one. */
  public List<String> replaceFunction() {
    return List.of(
        "CREATE OR REPLACE FUNCTION "
            + function().toSql()
            + "() RETURNS pg_catalog.trigger\n  LANGUAGE plpgsql AS "
            + DollarQuotes.around(body),
        "COMMENT ON FUNCTION "
            + function().toSql()
            + "() IS '"
            + comment().replace("'", "''")
            + "'");
  }

  /** The function and the trigger, in order. */
  public List<String> create() {
    var function = replaceFunction();
    return List.of(
        function.get(0),
        function.get(1),
        "CREATE TRIGGER "
            + Identifiers.quote(name())
            + " BEFORE INSERT OR UPDATE ON "
            + table.toSql()
            + " FOR EACH ROW"
            + condition.sql()
            + " EXECUTE FUNCTION "
            + function().toSql()
            + "()",
        "ALTER TABLE " + table.toSql() + " ENABLE ALWAYS TRIGGER " + Identifiers.quote(name()));
  }

  /**
   * Both go, the trigger first: writes would fail while it calls a function that is not there. The
   * column that it writes may go only after it, in the same transaction.
   */
  public List<String> drop() {
    return List.of(
        "DROP TRIGGER IF EXISTS " + Identifiers.quote(name()) + " ON " + table.toSql(),
        Remains.drop(function()));
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
