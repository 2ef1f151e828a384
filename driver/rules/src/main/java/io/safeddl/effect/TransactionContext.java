package io.safeddl.effect;

import io.safeddl.effect.Effects.Lock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The transaction that the statement would run in.
 *
 * @param inTransaction true inside a transaction block: autocommit off, or behind BEGIN
 * @param state what that transaction has done so far
 * @param strongLocks the strong locks that it holds on relations that others can see
 * @param newEnumValues labels that it added by {@code ALTER TYPE … ADD VALUE}, which cannot be used
 *     before it commits (manual, ALTER TYPE, Notes)
 * @param mayCommitEarly it may be committed before its end where it has done nothing but DDL: what
 *     it has done is then kept in the journal
 */
public record TransactionContext(
    boolean inTransaction,
    State state,
    List<Lock> strongLocks,
    Set<String> newEnumValues,
    boolean mayCommitEarly) {
  /** Autocommit. */
  public static final TransactionContext AUTOCOMMIT = new TransactionContext(false, State.NOTHING);

  public TransactionContext {
    strongLocks = List.copyOf(strongLocks);
    newEnumValues = Set.copyOf(newEnumValues);
  }

  /** A transaction of which nothing more is known. */
  public TransactionContext(boolean inTransaction, State state) {
    this(inTransaction, state, List.of(), Set.of(), false);
  }

  /** The states of design section 4, "Transactions and the journal". */
  public enum State {
    /** Nothing that could be lost or that others could see. */
    NOTHING,
    /** Only DDL, reads and settings. */
    DDL_ONLY,
    /** Data written, savepoints, cursors, stronger isolation, or not known. */
    OTHER;

    /** The worse of the two. */
    public State or(State other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  /**
   * True where a step may run outside any transaction without taking anything of the tool's with
   * it.
   */
  public boolean mayStepOutside() {
    return !inTransaction || state == State.NOTHING || (state == State.DDL_ONLY && mayCommitEarly);
  }

  /** This transaction, having done something more. */
  public TransactionContext with(State more) {
    return new TransactionContext(
        inTransaction, state.or(more), strongLocks, newEnumValues, mayCommitEarly);
  }

  /** This transaction, as one that may, or may not, be committed early. */
  public TransactionContext withEarlyCommit(boolean allowed) {
    return new TransactionContext(inTransaction, state, strongLocks, newEnumValues, allowed);
  }

  /** This transaction, having taken the strong ones of these locks. */
  public TransactionContext withLocks(List<Lock> locks) {
    var held = new ArrayList<Lock>(strongLocks);
    for (Lock lock : locks) {
      if (lock.mode().isStrong() && !lock.relation().isPrivate() && !holds(lock)) {
        held.add(lock);
      }
    }
    if (held.size() == strongLocks.size()) {
      return this;
    }
    return new TransactionContext(inTransaction, state, held, newEnumValues, mayCommitEarly);
  }

  /** True where it holds that lock, or a stronger one, for as long, already. */
  private boolean holds(Lock wanted) {
    for (Lock held : strongLocks) {
      if (held.mode().compareTo(wanted.mode()) >= 0
          && held.held() == wanted.held()
          && held.relation().name().equals(wanted.relation().name())) {
        return true;
      }
    }
    return false;
  }

  /** This transaction, having added a label to an enum. */
  public TransactionContext withEnumValue(String value) {
    var values = new HashSet<String>(newEnumValues);
    values.add(value);
    return new TransactionContext(inTransaction, state, strongLocks, values, mayCommitEarly);
  }
}
