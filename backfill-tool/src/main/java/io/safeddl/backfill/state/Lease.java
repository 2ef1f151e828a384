package io.safeddl.backfill.state;

import io.safeddl.backfill.spec.TableName;
import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of a leaf that a worker may work on. It is a loan: who does not write for a while loses
 * it, and the epoch tells the old holder from the new one.
 *
 * @param pass 1 is the walk; each later one a sweep
 * @param fresh the leaf was not there in an earlier pass, so that many of its rows want the work
 * @param nextBlock where it goes on, {@code endBlock} behind its end; both 0 in a walk by key
 * @param nextKey behind which it goes on, in a walk by key; empty for the leaf's first key
 * @param upToKey its last key, in a walk by key; empty in a walk by blocks
 * @param alone no other chunk of the pass was lent when this one was
 */
public record Lease(
    long chunk,
    long epoch,
    int pass,
    long leaf,
    TableName name,
    boolean fresh,
    long nextBlock,
    long endBlock,
    List<String> nextKey,
    List<String> upToKey,
    boolean alone) {
  public Lease {
    nextKey = List.copyOf(nextKey);
    upToKey = List.copyOf(upToKey);
  }

  /** True where the order of the heap is followed. */
  public boolean byBlocks() {
    return upToKey.isEmpty();
  }

  /** True where nothing of it is left. */
  public boolean isAtEnd() {
    return byBlocks() ? nextBlock >= endBlock : nextKey.equals(upToKey);
  }

  /** The same chunk further on, in the order of the heap. */
  public Lease at(long block) {
    return new Lease(
        chunk, epoch, pass, leaf, name, fresh, block, endBlock, nextKey, upToKey, alone);
  }

  /** The same chunk further on, in the order of the key. */
  public Lease at(List<String> key) {
    return new Lease(
        chunk, epoch, pass, leaf, name, fresh, nextBlock, endBlock, key, upToKey, alone);
  }

  /** A place in a key as the driver has it. */
  static List<String> place(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
