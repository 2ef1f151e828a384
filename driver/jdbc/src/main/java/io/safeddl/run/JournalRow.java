package io.safeddl.run;

import java.util.List;
import java.util.UUID;

/**
 * One row of {@code safeddl.journal}: a statement of a migration whose transaction has not been
 * committed to its end.
 *
 * @param run the transaction of the tool, or a text under autocommit
 * @param ordinal which DDL statement of it
 * @param done all of it has been done; otherwise its steps are under way
 * @param step how many steps have been done
 * @param role as whom
 * @param ownerPid the backend that wrote it
 * @param ownerStarted when that backend began, as the server gives it
 * @param stale what it was about is gone
 */
record JournalRow(
    UUID run,
    int ordinal,
    String hash,
    String start,
    String path,
    String role,
    List<Long> relations,
    boolean done,
    int step,
    int ownerPid,
    String ownerStarted,
    boolean stale) {
  JournalRow {
    relations = List.copyOf(relations);
  }

  boolean isOf(JournalEntry entry) {
    return hash.equals(entry.hash()) && path.equals(entry.path());
  }
}
