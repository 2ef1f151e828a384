package io.safeddl.crash;

import java.util.List;

/**
 * A migration on a schema with rows.
 *
 * @param name short, as it stands in the summary
 * @param since the oldest major version on which the plain statements run
 * @param schema what is there before
 * @param migration the statements of one migration, as a tool sends them
 */
record Scenario(String name, int since, String schema, List<String> migration) {
  Scenario {
    migration = List.copyOf(migration);
  }
}
