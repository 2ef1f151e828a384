package io.safeddl.effect.oracle;

import io.safeddl.observe.Difference;
import java.util.List;

/**
 * A statement that was predicted and run.
 *
 * @param major the server's version
 * @param ran false where the server rejected it, so that there was nothing to compare
 * @param error the server's message then, else ""
 */
record Pair(OracleCase of, int major, boolean ran, String error, List<Difference> differences) {
  Pair {
    differences = List.copyOf(differences);
  }

  List<String> differences(Difference.Kind kind) {
    return differences.stream()
        .filter(d -> d.kind() == kind)
        .map(d -> major + " | " + of + " | " + d.what())
        .toList();
  }
}
