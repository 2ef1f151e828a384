package io.safeddl.run;

import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.effect.TransactionContext.State;
import java.sql.SQLException;

/** The way out of the tool's transaction, while that has done nothing yet. */
record WayOut(Session session, TransactionTracker tracker) implements RunLock.Away {
  @Override
  public boolean isOpen() throws SQLException {
    return !session.inTransaction()
        || tracker.context(LiveCatalog.open(session.connection())).state() == State.NOTHING;
  }

  @Override
  public void run(CancelSignal.Work work) throws SQLException {
    if (session.inTransaction() && isOpen()) {
      new OutsideTransaction(session, tracker).run(() -> {}, work);
    } else {
      work.run();
    }
  }
}
