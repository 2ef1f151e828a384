package io.safeddl.effect;

import java.util.List;
import java.util.Set;

/**
 * What PostgreSQL will do when it runs a statement. Facts, no judgement; each is checked against
 * real servers by the oracle test.
 *
 * @param locks one per relation: the strongest mode taken, and how long the statement needs it. A
 *     relation that is not listed is locked no more than by an application's own statements (up to
 *     ROW EXCLUSIVE); indexes, TOAST tables and owned sequences are listed only where they are
 *     locked more strongly than their table
 * @param scans full reads of a table under a lock
 * @param rewrites tables written anew
 * @param builds indexes built
 * @param traits all else that rules ask about
 * @param unknowns what could not be determined, in words for the user; not empty means that the
 *     statement must be judged as the worst case
 */
public record Effects(
    List<Lock> locks,
    List<Scan> scans,
    List<Rewrite> rewrites,
    List<IndexBuild> builds,
    Set<Trait> traits,
    List<String> unknowns) {
  /** No effect on any table. */
  public static final Effects NONE =
      new Effects(List.of(), List.of(), List.of(), List.of(), Set.of(), List.of());

  public Effects {
    locks = List.copyOf(locks);
    scans = List.copyOf(scans);
    rewrites = List.copyOf(rewrites);
    builds = List.copyOf(builds);
    traits = Set.copyOf(traits);
    unknowns = List.copyOf(unknowns);
  }

  /** A table-level lock. */
  public record Lock(RelationRef relation, LockMode mode, Held held) {}

  /**
   * A full read of a table.
   *
   * @param reason what it is for
   * @param under the lock held on the scanned table meanwhile
   */
  public record Scan(RelationRef relation, Reason reason, LockMode under) {
    /** What the rows are read for. */
    public enum Reason {
      CHECK,
      NOT_NULL,
      FOREIGN_KEY,
      PARTITION_BOUND,
      DOMAIN,
      ENFORCED
    }

    // As for index builds below.
    @Override
    public int hashCode() {
      return 31 * relation.hashCode() + reason.hashCode();
    }
  }

  /**
   * A table written anew (or copied), with all its indexes.
   *
   * @param reason in words: "the default random() is volatile"
   * @param under the lock held meanwhile
   */
  public record Rewrite(RelationRef relation, String reason, LockMode under) {}

  /**
   * An index build.
   *
   * @param index its name where known, else ""
   * @param under the lock held on the table meanwhile: SHARE UPDATE EXCLUSIVE when concurrent
   * @param concurrent one of the CONCURRENTLY forms
   */
  public record IndexBuild(
      RelationRef table, String index, LockMode under, boolean concurrent, String reason) {
    // Of what tells them apart; what a record derives would have to be linked at each start.
    @Override
    public int hashCode() {
      return 31 * table.hashCode() + index.hashCode();
    }
  }

  /** How one of the {@link #unknowns} begins that is a procedure which is called. */
  public static final String PROCEDURE = "procedure ";

  /** Facts without a quantity. */
  public enum Trait {
    /** Error 25001 inside a transaction block. */
    FORBIDDEN_IN_TRANSACTION,
    /** Waits for every older transaction with a snapshot, or that holds a lock on the table. */
    WAITS_FOR_TRANSACTIONS,
    /** Fails on a table that has rows. */
    FAILS_ON_ROWS,
    /** The server rejects it whatever the table holds. */
    FAILS,
    /** Rows or columns are gone for good. */
    LOSES_DATA,
    /** The statement cannot be understood. */
    UNRECOGNIZED,
    /** DDL built at run time. */
    DYNAMIC_DDL,
    /** An UPDATE, DELETE or MERGE of all rows. */
    WHOLE_TABLE_WRITE,
    /** Changes a row that is there for each row of a source that nothing restricts. */
    WHOLE_SOURCE_WRITE,
    /** Reads from a table into another: a long snapshot. */
    LONG_SNAPSHOT,
    /** Changes objects but takes no lock on a table that stops anybody. */
    HARMLESS
  }
}
