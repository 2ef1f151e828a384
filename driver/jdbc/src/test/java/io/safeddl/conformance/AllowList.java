package io.safeddl.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The published list of tests that may be lost: a mode, a test (or its class, with {@code /*}) and
 * the reason, separated by tabs.
 */
record AllowList(List<Entry> entries) {
  record Entry(String mode, String test, String reason) {
    boolean covers(String aMode, String aTest) {
      return aMode.equals(mode)
          && (test.endsWith("*")
              ? aTest.startsWith(test.substring(0, test.length() - 1))
              : aTest.equals(test));
    }
  }

  static AllowList read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] columns = line.split("\t", 3);
        if (columns.length != 3 || columns[2].isBlank()) {
          throw new IllegalStateException(file + ": mode, test and reason expected: " + line);
        }
        entries.add(new Entry(columns[0], columns[1], columns[2].strip()));
      }
    }
    return new AllowList(entries);
  }

  boolean allows(String mode, String test) {
    return entries.stream().anyMatch(entry -> entry.covers(mode, test));
  }
}
