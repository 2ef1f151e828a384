package io.safeddl.testing;

import java.util.ArrayList;
import java.util.List;

/** The settings that every test server gets, in a container or not. */
final class ServerSettings {
  static final List<String> ALL =
      List.of(
          "fsync=off",
          "full_page_writes=off",
          "max_connections=100",
          "max_prepared_transactions=64",
          "wal_level=logical",
          "max_wal_size=4GB",
          "lc_messages=C");

  private ServerSettings() {}

  /** A command line of the server program with these settings. */
  static String[] command(String program) {
    var line = new ArrayList<String>(List.of(program));
    for (var setting : ALL) {
      line.addAll(List.of("-c", setting));
    }
    return line.toArray(String[]::new);
  }
}
