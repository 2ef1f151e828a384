package io.safeddl.testing;

import java.util.ArrayList;
import java.util.List;

/** The settings that every test server gets, in a container or not. */
final class ServerSettings {
  private static final List<String> SETTINGS =
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
  static String[] command(String program, String... more) {
    var line = new ArrayList<String>(List.of(program));
    for (var setting : SETTINGS) {
      line.addAll(List.of("-c", setting));
    }
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }
}
