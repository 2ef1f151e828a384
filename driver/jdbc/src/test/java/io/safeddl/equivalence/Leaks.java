package io.safeddl.equivalence;

import io.safeddl.crash.NothingLeaks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;

/** What the driver must not leave behind on a connection that stays open, and beside it. */
final class Leaks {
  private final Connection safe;
  private final Connection observer;
  private final Map<String, String> settings;

  private Leaks(Connection safe, Connection observer) throws SQLException {
    this.safe = safe;
    this.observer = observer;
    this.settings = NothingLeaks.settings(safe);
  }

  static Leaks before(Connection safe, Connection observer) throws SQLException {
    return new Leaks(safe, observer);
  }

  void assertNone(Object world) throws SQLException {
    var found = new ArrayList<>(NothingLeaks.findBeside(observer, safe));
    found.addAll(NothingLeaks.differences(settings, NothingLeaks.settings(safe)));
    if (!found.isEmpty()) {
      throw new AssertionError("left behind: " + String.join("\n  ", found) + "\n" + world);
    }
  }
}
