package io.safeddl.catalog.live;

import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a relation was made by the current transaction, from the {@code xmin} of catalog
 * rows that are written with it and never again.
 *
 * <p>A row shows 32 bits of its writer. An old row may show a number that is in use again (manual
 * section 25.1.5), so a writer counts as ours only where nothing else is possible.
 *
 * @param transaction the current transaction's 64-bit id
 * @param horizon the first transaction that the snapshot does not see
 * @param running tells of a transaction before the horizon whether it is still running; what we see
 *     of a running transaction is our own
 */
record Authorship(long transaction, long horizon, LongPredicate running) {
  private static final long EPOCH = 1L << 32;

  /** Subtransactions that one transaction may have started before we give up to know them. */
  private static final long SUBTRANSACTIONS = 100_000;

  /** True where all these rows are ours; false for none. */
  boolean wrote(String @Nullable [] xmins) {
    return xmins != null
        && xmins.length > 0
        && Arrays.stream(xmins).distinct().mapToLong(Long::parseLong).allMatch(this::isOurs);
  }

  private boolean isOurs(long xmin) {
    var behind = Math.floorMod(xmin - transaction, EPOCH);
    var writer = transaction + behind;
    return behind == 0 || (behind < SUBTRANSACTIONS && (writer >= horizon || running.test(writer)));
  }
}
