package io.safeddl.run;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Keeps the progress of a statement in its row of the journal. */
record RowProgress(JournalTable table, SessionUser user, UUID run, int ordinal)
    implements Progress {
  @Override
  public void begins(int step, List<Long> indexes) throws SQLException {
    user.run(() -> table.before(run, ordinal, step, indexes));
  }

  @Override
  public void within(int next) throws SQLException {
    outside(next);
  }

  @Override
  public void outside(int next) throws SQLException {
    user.run(() -> table.step(run, ordinal, next));
  }
}
