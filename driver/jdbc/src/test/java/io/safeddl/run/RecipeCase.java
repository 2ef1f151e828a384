package io.safeddl.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One statement of a file of cases: {@code -- setup} begins what comes before the statements behind
 * it, {@code -- since N} the version from which on they are right, one statement a line.
 */
record RecipeCase(String setUp, String sql, int since) {
  static List<RecipeCase> replaced() {
    return read("replaced.sql");
  }

  static List<RecipeCase> failing() {
    return read("failing.sql");
  }

  static List<RecipeCase> refused() {
    return read("refused.sql");
  }

  private static List<RecipeCase> read(String file) {
    var cases = new ArrayList<RecipeCase>();
    var setUp = new StringBuilder();
    var inSetUp = false;
    var since = 14;
    for (String line : text(file).lines().toList()) {
      if (line.startsWith("-- setup")) {
        setUp.setLength(0);
        inSetUp = true;
        since = 14;
      } else if (line.startsWith("-- since ")) {
        since = Integer.parseInt(line.substring("-- since ".length()).strip());
        inSetUp = false;
      } else if (line.startsWith("--")) {
        inSetUp = false;
      } else if (inSetUp) {
        setUp.append(line).append('\n');
      } else if (!line.isBlank()) {
        cases.add(new RecipeCase(setUp.toString(), line.strip(), since));
      }
    }
    return cases;
  }

  private static String text(String file) {
    var name = "recipes/" + file;
    try (var in = Objects.requireNonNull(RecipeCase.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
