package io.safeddl.effect.oracle;

import io.safeddl.effect.LockMode;
import io.safeddl.effect.oracle.ServerRelations.Entry;
import java.util.Map;
import java.util.Set;

/**
 * What a server did for one statement.
 *
 * @param before the relations before it
 * @param after the relations after it
 * @param locks the strongest mode on each relation that was there before, its own or those of
 *     others; by OID
 * @param scanned tables that were read from end to end
 * @param verified tables that the server said it verifies
 * @param rewritten tables whose file changed
 * @param built tables of which an index was built
 */
record Observation(
    ServerRelations before,
    ServerRelations after,
    Map<Long, LockMode> locks,
    Set<Entry> scanned,
    Set<Entry> verified,
    Set<Entry> rewritten,
    Set<Entry> built) {}
