package io.safeddl.rule.advice;

import io.safeddl.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * One command of a recipe: what is pasted by a reader, and run by the driver.
 *
 * @param kind how it is to be run
 * @param sql the statement; of a guarded command there may be several, separated by semicolons,
 *     that run in one transaction
 * @param undo what takes it back when a later command fails, or null; it may be run twice
 * @param index the index that an online command works on, or null
 * @param violation what rows of a precheck mean; of an online command, what a violated CHECK means
 *     where the plain statement would give another error; or null
 */
public record Command(
    Kind kind,
    String sql,
    @Nullable String undo,
    @Nullable IndexWork index,
    @Nullable Violation violation) {
  /** How a command is run. */
  public enum Kind {
    /** In a transaction, holding its strong locks for an instant. */
    GUARDED,
    /** Outside any transaction, for as long as it takes: CONCURRENTLY and VALIDATE. */
    ONLINE,
    /** A query that must give no row: its rows are the keys of those that violate a constraint. */
    PRECHECK
  }

  /**
   * What an online command does to an index.
   *
   * @param table the index's table, or null where the command is about more than one or it is not
   *     known
   * @param index the index, or null where PostgreSQL chooses the name or it is about several
   */
  public record IndexWork(
      Work work, @Nullable QualifiedName table, @Nullable QualifiedName index) {}

  /** Which concurrent command. */
  public enum Work {
    CREATE,
    DROP,
    REINDEX
  }

  /**
   * What is wrong with the rows.
   *
   * @param sqlState the SQLSTATE of the server's own error: 23502, 23503 or 23514
   * @param message a sentence without its end; of a precheck, the keys follow
   */
  public record Violation(String sqlState, String message) {}

  /** A brief command that needs no undoing, or is the last one. */
  public static Command guarded(String sql) {
    return new Command(Kind.GUARDED, sql, null, null, null);
  }

  /** A brief command. */
  public static Command guarded(String sql, @Nullable String undo) {
    return new Command(Kind.GUARDED, sql, undo, null, null);
  }

  /** A long command that stops nobody: VALIDATE. */
  public static Command online(String sql) {
    return new Command(Kind.ONLINE, sql, null, null, null);
  }

  /** VALIDATE of a CHECK that proves something else. */
  static Command online(String sql, Violation violation) {
    return new Command(Kind.ONLINE, sql, null, null, violation);
  }

  /** A query for rows that violate what is to be added. */
  static Command precheck(String query, Violation violation) {
    return new Command(Kind.PRECHECK, query, null, null, violation);
  }

  /** A concurrent build, taken back by dropping the index where its name is known. */
  static Command create(String sql, @Nullable QualifiedName table, @Nullable QualifiedName index) {
    return new Command(
        Kind.ONLINE,
        sql,
        index == null ? null : "DROP INDEX CONCURRENTLY IF EXISTS " + index.toSql(),
        new IndexWork(Work.CREATE, table, index),
        null);
  }

  /** A concurrent drop or rebuild, which cannot be taken back. */
  static Command index(
      String sql, Work work, @Nullable QualifiedName table, @Nullable QualifiedName index) {
    return new Command(Kind.ONLINE, sql, null, new IndexWork(work, table, index), null);
  }
}
