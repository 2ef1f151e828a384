package io.safeddl.run;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps how far the steps of a plan have got, where a crash does not take it away. */
interface Progress {
  /** Nothing is kept: there is no journal. */
  Progress NONE =
      new Progress() {
        @Override
        public @Nullable UUID run() {
          return null;
        }

        @Override
        public void begins(int step, List<Long> indexes) {}

        @Override
        public void within(int next) {}

        @Override
        public void outside(int next) {}
      };

  /** The run in the journal, by which another attempt goes on; null where nothing is kept. */
  @Nullable UUID run();

  /** A build is about to begin, on a table that has these indexes. */
  void begins(int step, List<Long> indexes) throws SQLException;

  /** The next step will be this one: noted in the very transaction that makes it so. */
  void within(int next) throws SQLException;

  /** The next step will be this one: noted in a transaction of its own. */
  void outside(int next) throws SQLException;
}
