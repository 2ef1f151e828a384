package io.safeddl.observe;

import io.safeddl.effect.LockMode;
import io.safeddl.observe.ServerRelations.Entry;
import java.util.Map;
import java.util.Set;

/**
 * What a server did for one statement.
 *
 * @param before the relations before it
 * @param after those of them that are there after it
 * @param locks the strongest mode that it took on each relation that was there before, its own or
 *     those of others; by OID
 * @param held the strongest mode that the session held at its end, also from statements before it
 * @param scanned tables that were read from end to end
 * @param verified tables that the server said it verifies
 * @param rewritten tables whose file changed
 * @param built tables of which an index was built
 */
public record Observation(
    ServerRelations before,
    ServerRelations after,
    Map<Long, LockMode> locks,
    Map<Long, LockMode> held,
    Set<Entry> scanned,
    Set<Entry> verified,
    Set<Entry> rewritten,
    Set<Entry> built) {
  /** One of a statement before which its session held nothing. */
  public Observation(
      ServerRelations before,
      ServerRelations after,
      Map<Long, LockMode> locks,
      Set<Entry> scanned,
      Set<Entry> verified,
      Set<Entry> rewritten,
      Set<Entry> built) {
    this(before, after, locks, locks, scanned, verified, rewritten, built);
  }
}
