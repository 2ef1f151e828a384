package io.safeddl.rule;

import io.safeddl.effect.TransactionContext;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.SetParameter;
import io.safeddl.sql.tree.Statement.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * The time limits that the statements before have set.
 *
 * @param lock lock_timeout
 * @param statement statement_timeout
 */
public record Limits(Limit lock, Limit statement) {
  /** Nothing has been set: what the server, the role and the database say is not known. */
  public static final Limits NONE = new Limits(Limit.NONE, Limit.NONE);

  /**
   * One limit, in milliseconds; 0 is no limit, null not set.
   *
   * @param session by SET
   * @param local by SET LOCAL, until the transaction ends
   */
  public record Limit(@Nullable Long session, @Nullable Long local) {
    static final Limit NONE = new Limit(null, null);

    /** True where a limit holds. */
    public boolean isOn() {
      return millis() > 0;
    }

    /** What holds now; 0 where nothing does, or nothing was set. */
    public long millis() {
      var now = local == null ? session : local;
      return now == null ? 0 : now;
    }

    private Limit with(Setting setting) {
      return setting.local()
          ? new Limit(session, setting.millis())
          : new Limit(setting.millis(), null);
    }

    private Limit ended() {
      return local == null ? this : new Limit(session, null);
    }
  }

  /** The limits behind a statement. */
  Limits after(SourceStatement source, Statement statement, TransactionContext transaction) {
    if (statement instanceof Transaction control) {
      return switch (control.kind()) {
        case COMMIT, ROLLBACK, PREPARE -> new Limits(lock.ended(), this.statement.ended());
        default -> this;
      };
    }
    if (statement instanceof SetParameter set && set.name().equals("all")) {
      return NONE;
    }
    var setting = Setting.of(source, statement);
    // SET LOCAL outside a transaction has no effect but a warning (manual, SET).
    if (setting == null || (setting.local() && !transaction.inTransaction())) {
      return this;
    }
    return switch (setting.name()) {
      case Setting.LOCK -> new Limits(lock.with(setting), this.statement);
      case Setting.STATEMENT -> new Limits(lock, this.statement.with(setting));
      default -> this;
    };
  }
}
