package io.safeddl.catalog.model;

import io.safeddl.catalog.Catalog;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.ConsPStack;
import org.pcollections.PStack;

/**
 * An immutable catalog built by following statements. Each statement is taken to succeed. What
 * cannot be followed (a rollback to before the base, a name in a DO block) is forgotten, and a
 * relation that is not known is judged as the worst case.
 *
 * <p>Sizes are unknown (-1), but for tables that the current transaction made: those are empty
 * until something is written to them.
 */
public final class SchemaModel extends StateCatalog {
  /** Where ROLLBACK leads, the last one on top; that at the bottom has no name: BEGIN's. */
  private final PStack<Mark> marks;

  private final boolean inTransaction;

  private record Mark(@Nullable String savepoint, ModelState state) {}

  private SchemaModel(ModelState state, PStack<Mark> marks, boolean inTransaction) {
    super(state);
    this.marks = marks;
    this.inTransaction = inTransaction;
  }

  /** A new database, in which nothing but the built-in objects and schema public exist. */
  public static SchemaModel empty(int serverVersionNum) {
    return new SchemaModel(
        new ModelState(new EmptyCatalog(serverVersionNum), true), ConsPStack.empty(), false);
  }

  /**
   * The base's answers, except for what the statements that follow change. They are taken to run in
   * the transaction in which the base was read (a string of several statements is one, too), until
   * that is ended.
   */
  public static SchemaModel over(Catalog base) {
    return new SchemaModel(new ModelState(base, true), ConsPStack.empty(), true);
  }

  /** The catalog in the middle of a statement, as its parts before have left it. */
  static SchemaModel of(ModelState state) {
    return new SchemaModel(state, ConsPStack.empty(), true);
  }

  /** The same where these tables are there, of which no more is known. */
  public SchemaModel having(Set<QualifiedName> tables) {
    var changed = new ModelState(state);
    changed.older = changed.older.plusAll(tables);
    return new SchemaModel(changed, marks, inTransaction);
  }

  /**
   * The same in what may be another session: a temporary table does not stand for a real one of its
   * name any more. One that is the only one of its name may still be there.
   */
  public SchemaModel inNewSession() {
    var changed = new ModelState(state);
    return changed.showWhatIsHidden() ? new SchemaModel(changed, marks, inTransaction) : this;
  }

  /** The same with the search path and the role that every session begins with. */
  public SchemaModel withOwnPath() {
    if (state.names.isOfBase()) {
      return this;
    }
    var changed = new ModelState(state);
    changed.names.forgetSettings();
    return new SchemaModel(changed, marks, inTransaction);
  }

  /** The same with all settings that every session begins with. */
  public SchemaModel withOwnSettings() {
    if (state.timeZone == null) {
      return withOwnPath();
    }
    var changed = new ModelState(state);
    changed.names.forgetSettings();
    changed.timeZone = null;
    return new SchemaModel(changed, marks, inTransaction);
  }

  /** The catalog after the statement has run. */
  public SchemaModel after(Statement statement) {
    if (statement instanceof Statement.Transaction transaction) {
      return after(transaction);
    }
    var changed = new ModelState(state);
    return new Fold(changed, inTransaction).apply(statement)
        ? new SchemaModel(changed, marks, inTransaction)
        : this;
  }

  private SchemaModel after(Statement.Transaction transaction) {
    return switch (transaction.kind()) {
      case BEGIN ->
          inTransaction
              ? this
              : new SchemaModel(state, ConsPStack.singleton(new Mark(null, state)), true);
      case COMMIT -> {
        var committed = new ModelState(state);
        committed.commit();
        yield new SchemaModel(
            committed,
            transaction.chain()
                ? ConsPStack.singleton(new Mark(null, committed))
                : ConsPStack.empty(),
            transaction.chain());
      }
      case ROLLBACK -> {
        var begin = marks.isEmpty() ? null : marks.get(marks.size() - 1);
        var before = begin == null || begin.savepoint() != null ? lost() : begin.state();
        yield new SchemaModel(
            inTransaction ? before : state,
            transaction.chain() ? ConsPStack.singleton(new Mark(null, before)) : ConsPStack.empty(),
            transaction.chain());
      }
      case SAVEPOINT -> {
        var mark = new Mark(transaction.savepoint(), state);
        yield new SchemaModel(state, marks.plus(mark), inTransaction);
      }
      case ROLLBACK_TO -> {
        var mark = mark(transaction.savepoint());
        yield mark < 0
            ? new SchemaModel(lost(), ConsPStack.empty(), inTransaction)
            : new SchemaModel(marks.get(mark).state(), marks.subList(mark), inTransaction);
      }
      case RELEASE -> {
        var mark = mark(transaction.savepoint());
        yield mark < 0 ? this : new SchemaModel(state, marks.subList(mark + 1), inTransaction);
      }
      // What was prepared is there for nobody until it is committed, by whoever.
      case PREPARE -> new SchemaModel(lost(), ConsPStack.empty(), false);
      case COMMIT_PREPARED, ROLLBACK_PREPARED -> this;
      case SET_TRANSACTION, SET_CONSTRAINTS -> this;
    };
  }

  /** How many have been set behind the last of that name; -1 where there is none. */
  private int mark(@Nullable String savepoint) {
    var i = 0;
    for (var mark : marks) {
      if (savepoint != null && savepoint.equals(mark.savepoint())) {
        return i;
      }
      i++;
    }
    return -1;
  }

  /** The state in which nothing is known for sure. */
  private ModelState lost() {
    return new ModelState(state.base(), false);
  }

  @Override
  public boolean isComplete() {
    return state.base().isComplete()
        && state.baseHolds()
        && !state.forgotten
        && state.names.role == null
        && state.names.pathIsKnown();
  }
}
