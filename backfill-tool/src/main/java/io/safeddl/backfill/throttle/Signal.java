package io.safeddl.backfill.throttle;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.Optional;

/** Something in the server that can be a reason to stand back. */
interface Signal {
  /** What it is called where it cannot be read. */
  String name();

  /**
   * Looks.
   *
   * @return why the backfill shall stand back, in words for people; empty where it need not
   * @throws SQLException where it cannot be read; where that lasts, the backfill stands back too
   */
  Optional<String> look(Database database) throws SQLException;
}
