package io.safeddl.run;

import io.safeddl.sql.Script;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * What is left of an execution whose text began with SET TRANSACTION, once that has been sent. It
 * has one result, as a text that was carried out in parts has.
 *
 * @param whole the execution as the caller knows it
 * @param sql what is still to be sent
 */
record SetTransactionFirst<T>(Execution<T> whole, String sql, Session session, CancelSignal cancel)
    implements Execution<T> {
  /** How long the part of the text is that ends with the SET TRANSACTIONs at its beginning. */
  static int length(Script script, List<Statement> read) {
    int length = 0;
    for (int i = 0; i < read.size() && isProperty(read.get(i)); i++) {
      length =
          i + 1 < read.size()
              ? script.statements().get(i + 1).span().start()
              : script.text().length();
    }
    return length;
  }

  private static boolean isProperty(Statement statement) {
    return statement instanceof Statement.Empty
        || (statement instanceof Statement.Transaction transaction
            && transaction.kind() == Statement.Transaction.Kind.SET_TRANSACTION);
  }

  @Override
  public boolean prepared() {
    return false; // what stands behind a SET is a text of its own
  }

  @Override
  public T send() throws SQLException {
    var limit = whole.queryTimeout();
    cancel.cancellable(session, () -> session.run(sql, Announcer.remarks(whole), limit));
    return whole.done();
  }

  @Override
  public T done() throws SQLException {
    return whole.done();
  }

  @Override
  public Duration queryTimeout() throws SQLException {
    return whole.queryTimeout();
  }

  @Override
  public void warn(String message, String sqlState) {
    whole.warn(message, sqlState);
  }
}
