package io.safeddl.rule;

import io.safeddl.catalog.Catalog;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.Transaction;
import io.safeddl.sql.tree.Statement.Transaction.Kind;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands around a statement in the file, and the release, that is reviewed. It is folded
 * statement by statement; each fold costs the same, however long the file.
 *
 * @param release the migrations of this release so far, or null at run time
 * @param end the tables as the whole file leaves them, or null where the file is not known
 * @param toolTransaction the migration tool began the transaction that the file runs in
 * @param last no statement follows in the file
 * @param limits the time limits that hold
 * @param past what the statements before have done
 */
public record Surroundings(
    @Nullable Release release,
    @Nullable Catalog end,
    boolean toolTransaction,
    boolean last,
    Limits limits,
    Past past) {
  /** At run time: there is one statement, and no more is known. */
  public static final Surroundings NONE =
      new Surroundings(null, null, false, false, Limits.NONE, Past.NOTHING);

  /** What is told once in a file, however often it happens. */
  enum Told {
    NO_LOCK_TIMEOUT,
    NO_STATEMENT_TIMEOUT,
    DATA_BESIDE_DDL
  }

  /**
   * What the statements before have done.
   *
   * @param alter the ALTER just before, or null
   * @param altered its table
   * @param wrote rows of tables that others use were written in this transaction
   * @param begin the BEGIN whose transaction is open, or null
   * @param told what the file has been told
   */
  record Past(
      @Nullable SourceStatement alter,
      @Nullable QualifiedName altered,
      boolean wrote,
      @Nullable SourceStatement begin,
      Set<Told> told) {
    static final Past NOTHING = new Past(null, null, false, null, Set.of());
  }

  /** The beginning of a file of that release. */
  public static Surroundings of(Release release) {
    return new Surroundings(release, null, false, false, Limits.NONE, Past.NOTHING);
  }

  /** The beginning of a file whose session has had these limits set before. */
  public Surroundings with(Limits others) {
    return new Surroundings(release, end, toolTransaction, last, others, past);
  }

  /** True where a change is reviewed, false at run time. */
  public boolean isReview() {
    return release != null;
  }

  /**
   * The same in a file that is known as a whole.
   *
   * @param after the tables as the file leaves them
   * @param inTransaction the tool runs the file in a transaction
   */
  public Surroundings in(Catalog after, boolean inTransaction) {
    return new Surroundings(release, after, inTransaction, last, limits.atStart(), past);
  }

  /** The same for the last statement of a file. */
  public Surroundings atTheEnd() {
    return new Surroundings(release, end, toolTransaction, true, limits, past);
  }

  /** The beginning of the next file of the release, in the same session. */
  public Surroundings nextFile() {
    return new Surroundings(release, null, false, false, limits, Past.NOTHING);
  }

  /** The same behind a transaction that is committed without a statement that says so. */
  public Surroundings committed() {
    var ended = new Past(past.alter(), past.altered(), false, null, past.told());
    return new Surroundings(release, end, toolTransaction, last, limits.atStart(), ended);
  }

  /** True where this has been told in the file already. */
  boolean hasTold(Told what) {
    return past.told().contains(what);
  }

  /** What stands around the statement behind this one. */
  public Surroundings after(Question question) {
    var statement = question.statement();
    if (statement instanceof Statement.Empty || release == null) {
      return this;
    }
    return new Surroundings(
        release.after(statement, question.catalog()),
        end,
        toolTransaction,
        false,
        limits.after(question.source(), statement, question.transaction()),
        past(question));
  }

  private Past past(Question question) {
    var statement = question.statement();
    var ends = statement instanceof Transaction control && control.kind().ends();
    var wrote =
        !ends
            && question.transaction().inTransaction()
            && (past.wrote() || DdlAndData.writes(question));
    var combines = CombineAlters.canBeCombined(question);
    var altered = combines ? question.target() : null;
    return new Past(
        combines ? question.source() : null,
        altered == null || altered.relation() == null ? null : altered.relation().name(),
        wrote,
        begin(question, ends),
        told(question));
  }

  private @Nullable SourceStatement begin(Question question, boolean ends) {
    if (ends) {
      return null;
    }
    return question.statement() instanceof Transaction control
            && control.kind() == Kind.BEGIN
            && past.begin() == null
        ? question.source()
        : past.begin();
  }

  private Set<Told> told(Question question) {
    var noLockTimeout = MissingLockTimeout.is(question);
    var noStatementTimeout = MissingStatementTimeout.is(question);
    var mixed = DdlAndData.is(question);
    if (!noLockTimeout && !noStatementTimeout && !mixed) {
      return past.told();
    }
    var more = EnumSet.noneOf(Told.class);
    more.addAll(past.told());
    if (noLockTimeout) {
      more.add(Told.NO_LOCK_TIMEOUT);
    }
    if (noStatementTimeout) {
      more.add(Told.NO_STATEMENT_TIMEOUT);
    }
    if (mixed) {
      more.add(Told.DATA_BESIDE_DDL);
    }
    return more;
  }
}
