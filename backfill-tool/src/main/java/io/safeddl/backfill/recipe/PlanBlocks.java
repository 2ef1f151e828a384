package io.safeddl.backfill.recipe;

import io.safeddl.backfill.mirror.Direction;
import io.safeddl.backfill.mirror.DollarQuotes;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.state.Phase;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Probe;
import io.safeddl.sql.Identifiers;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The blocks of a plan: what a migration has to find out before it does something, and what has to
 * happen at once. Each is one statement, so that whatever sends it, the application waits for it
 * once; and all that it does stands there as text, so that people and the check can read it.
 */
final class PlanBlocks {
  /** The variables have names that no column of a user's has; where one does, it is the column. */
  private static final String START = "\n#variable_conflict use_column\n";

  /** Of the job {@code j}. */
  static final String PROVED =
      "j.filled_at IS NOT NULL AND j.verified_at IS NOT NULL AND j.differences = 0";

  private final Survey survey;
  private final PlanSince since;
  private final StateSchema schema;
  private final long small;
  private final String table;

  /**
   * The blocks of a change.
   *
   * @param since what it is written for
   * @param small up to how many bytes a table is filled and compared on the spot
   */
  PlanBlocks(PlanSince since, StateSchema schema, long small) {
    this.survey = since.survey();
    this.since = since;
    this.schema = schema;
    this.small = small;
    this.table = survey.target().name().toSql();
  }

  /** Fills a small table; fails where a large one is not filled. */
  String fill() {
    var work = Probe.work(survey.works());
    return block(
        START
            + "DECLARE\n  safeddl_filled boolean;\nBEGIN\n  IF "
            + small()
            + " THEN\n    UPDATE "
            + table
            + " SET "
            + work.setList()
            + "\n     WHERE "
            + work.pending()
            + ";\n    safeddl_filled := true;\n  ELS"
            + job("safeddl_filled", "j.filled_at IS NOT NULL")
            + "  IF safeddl_filled IS NOT TRUE THEN\n"
            + raise(
                "    ",
                "SafeDDL: the rows of " + table + " are not filled yet: " + columns(),
                "`safeddl-backfill run` fills them; then migrate again.")
            + "  END IF;\nEND\n");
  }

  /**
   * Fails where Flyway has taken its lock in a transaction that stays open, since a concurrent
   * build would wait for that one, and for ever. The build's own migration would be too late to
   * find it: a failure outside of a transaction stays in Flyway's history.
   */
  static String notWaitedFor() {
    return block(
        "\nBEGIN\n  IF EXISTS (\n"
            + "    SELECT 1 FROM pg_catalog.pg_stat_activity a\n"
            + "      JOIN pg_catalog.pg_locks l ON l.pid = a.pid AND l.locktype = 'advisory'\n"
            + "     WHERE a.pid <> pg_catalog.pg_backend_pid()\n"
            + "       AND a.datname = pg_catalog.current_database() AND a.usename = current_user\n"
            + "       AND a.application_name = pg_catalog.current_setting('application_name')\n"
            + "       AND a.state = 'idle in transaction' AND a.backend_xmin IS NOT NULL) THEN\n"
            + raise(
                "    ",
                "SafeDDL: Flyway holds a transaction open for which CREATE INDEX CONCURRENTLY would"
                    + " wait for ever",
                "Set flyway.postgresql.transactional.lock=false, or migrate through jdbc:safeddl:.")
            + "  END IF;\nEND\n");
  }

  /** Fails unless every row is known to be right, and all is there that was to be built. */
  String proof(PlanBuild built) {
    return block(
        START
            + "DECLARE\n  safeddl_proved boolean;\n  safeddl_missing text;\n  safeddl_path text;\n"
            + "  safeddl_horizon bigint;\n  safeddl_old text[];\n  safeddl_now text[];\n"
            + "  safeddl_until timestamptz;\nBEGIN\n  "
            + job("safeddl_proved, safeddl_horizon", PROVED + "), pg_catalog.max(j.filled_xid")
            + "  IF safeddl_proved IS NOT TRUE AND "
            + small()
            + " THEN\n    safeddl_proved := NOT EXISTS (SELECT 1 FROM "
            + table
            + "\n      WHERE "
            + Probe.work(survey.works()).pending()
            + ");\n    safeddl_horizon := NULL;\n  END IF;\n  IF safeddl_proved IS NOT TRUE THEN\n"
            + raise(
                "    ",
                "SafeDDL: it is not proved that the rows of " + table + " are right: " + columns(),
                "`safeddl-backfill run` and then `safeddl-backfill verify`, to their end and without"
                    + " differences; then migrate again.")
            + "  END IF;\n"
            + built.check()
            + since.check()
            + PlanDoubts.oldSnapshots()
            + "END\n");
  }

  /** The names are swapped, and the trigger writes the other way. */
  String cutover() {
    return swap(Direction.FORWARD, new Steps(survey).cutover(), note(Phase.CUTOVER));
  }

  /** The cutover, taken back. */
  String takeBack() {
    return swap(Direction.BACKWARD, new Steps(survey).takeBack(), note(Phase.BUILT));
  }

  private String swap(Direction now, List<String> statements, String note) {
    var trigger = survey.trigger(now);
    var doubts = new PlanDoubts(survey, schema, relations(), itsRow());
    var body = new StringBuilder("\nBEGIN\n  " + lock(survey.lockedBySwap()) + ";\n");
    body.append("  -- Whoever has disabled the trigger may have made rows wrong.\n  IF EXISTS (\n")
        .append("    SELECT 1 FROM ")
        .append(relations())
        .append(" WHERE NOT EXISTS (\n      SELECT 1 FROM pg_catalog.pg_trigger t")
        .append(" JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid\n")
        .append("       WHERE t.tgrelid = p.relid AND t.tgname = ")
        .append(Database.literal(trigger.name()))
        .append(" AND t.tgenabled = 'A'\n         AND pg_catalog.encode(pg_catalog.sha256(")
        .append("pg_catalog.convert_to(f.prosrc, 'UTF8')), 'hex')\n           = '")
        .append(trigger.fingerprint())
        .append("')) THEN\n")
        .append(
            raise(
                "    ",
                "SafeDDL: the trigger " + trigger.name() + " on " + table + " is not in force",
                "`safeddl-backfill drift` says what of it is not as it was made."))
        .append("  END IF;\n");
    if (now == Direction.FORWARD) {
      body.append(doubts.unchanged());
    }
    body.append(doubts.keyedPartitions());
    statements.forEach(it -> body.append("  ").append(performed(it)).append(";\n"));
    return block(body.append(note).append("END\n").toString());
  }

  /** A query whose result nobody wants; all else is the same inside of a block. */
  private static String performed(String statement) {
    return PlanStep.tokens(statement).get(0).is("select")
        ? "PERFORM" + statement.substring("SELECT".length())
        : statement;
  }

  /** Fails where a new value went lost on the way back. */
  String nothingLost() {
    var steps = new Steps(survey);
    return block(
        "\nBEGIN\n  IF EXISTS (SELECT 1 FROM "
            + table
            + " WHERE "
            + survey.changes().stream().map(steps::lost).collect(Collectors.joining(" OR "))
            + ") THEN\n"
            + raise(
                "    ",
                "SafeDDL: " + table + " has values that the old column cannot hold",
                "`safeddl-backfill rollback` names the rows; change them first.")
            + "  END IF;\nEND\n");
  }

  /** The state's own note of the phase, as a statement of its own. */
  String noted(Phase phase) {
    return block("\nBEGIN\n" + note(phase) + "END\n");
  }

  private String note(Phase phase) {
    var more = "";
    if (phase.over()) {
      more = ", finished_at = pg_catalog.now()";
    } else if (phase == Phase.BUILT) {
      // What was written since need not be the same there and back.
      more = ", verified_at = NULL, differences = NULL";
    }
    return "  IF "
        + schema.trusted()
        + " THEN\n    UPDATE "
        + schema.jobs()
        + " AS j\n       SET phase = '"
        + phase.word()
        + "', changed_at = pg_catalog.now()"
        + more
        + "\n     WHERE "
        + itsRow()
        + ";\n  END IF;\n";
  }

  /** Whether something is true of the job; null where there is none that can be trusted. */
  private String job(String variable, String condition) {
    return "IF "
        + schema.trusted()
        + " THEN\n    SELECT pg_catalog.bool_or("
        + condition
        + ")\n      INTO "
        + variable
        + " FROM "
        + schema.jobs()
        + " AS j\n     WHERE "
        + itsRow()
        + ";\n  END IF;\n";
  }

  private String itsRow() {
    var name = survey.target().name();
    var columns =
        survey.works().stream()
            .map(work -> Database.literal(work.mirror().to()))
            .collect(Collectors.joining(", "));
    return "j.table_schema = "
        + Database.literal(name.schema())
        + " AND j.table_name = "
        + Database.literal(name.name())
        + "\n       AND j.relation = CAST(CAST("
        + Database.literal(table)
        + " AS regclass) AS oid)\n       AND j.columns = CAST(ARRAY["
        + columns
        + "] AS text[]) AND j.finished_at IS NULL";
  }

  private String small() {
    return "(SELECT pg_catalog.sum(pg_catalog.pg_total_relation_size(p.relid)) <= "
        + small
        + "\n              AND NOT pg_catalog.bool_or(pg_catalog.row_security_active(p.relid))"
        + "\n            FROM "
        + relations()
        + ")";
  }

  /** The table and its partitions; the server's function knows no table that has none. */
  private String relations() {
    var it = "CAST(" + Database.literal(table) + " AS regclass)";
    return survey.target().partitioned()
        ? "pg_catalog.pg_partition_tree(" + it + ") AS p"
        : "(SELECT " + it + " AS relid) AS p";
  }

  private String columns() {
    return survey.works().stream()
        .map(work -> Identifiers.quote(work.mirror().to()))
        .collect(Collectors.joining(", "));
  }

  /** All locks at once, and before anything else. */
  static String lock(List<TableName> tables) {
    return "LOCK TABLE "
        + tables.stream().map(TableName::toSql).collect(Collectors.joining(", "))
        + " IN ACCESS EXCLUSIVE MODE";
  }

  static String raise(String indent, String message, String hint) {
    return indent
        + "RAISE EXCEPTION USING\n"
        + indent
        + "  MESSAGE = "
        + Database.literal(message)
        + ",\n"
        + indent
        + "  HINT = "
        + Database.literal(hint)
        + ";\n";
  }

  private static String block(String body) {
    return "DO " + DollarQuotes.around(body);
  }
}
