package io.safeddl.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A statement that the journal has of a run that is not over, as a transaction finds it that begins
 * with DDL.
 *
 * @param start its first words
 * @param done all of it; otherwise its steps are under way
 * @param stale what it was about is gone
 * @param oids of the relations that it locked and made
 * @param names of the same, as SQL text with their schemas
 */
record Unfinished(
    UUID run,
    String hash,
    String start,
    boolean done,
    boolean stale,
    Set<Long> oids,
    Set<String> names) {
  static final String SQL =
      """
      SELECT j.run, j.statement_hash, j.statement_start, j.state = 'done',
             CAST(j.relations AS text[]),
             ARRAY(SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
                     FROM pg_catalog.pg_class c
                     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.oid = ANY (j.relations)),
      """
          + JournalParts.GONE
          + " FROM safeddl.journal j ORDER BY j.started_at, j.ordinal";

  Unfinished {
    oids = Set.copyOf(oids);
    names = Set.copyOf(names);
  }

  static Unfinished of(ResultSet row) throws SQLException {
    return new Unfinished(
        UUID.fromString(row.getString(1)),
        row.getString(2),
        row.getString(3),
        row.getBoolean(4),
        row.getBoolean(7),
        Set.copyOf(strings(row, 5).stream().map(Long::valueOf).toList()),
        Set.copyOf(strings(row, 6)));
  }

  private static List<String> strings(ResultSet row, int column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }

  /** True where both are about the same relation. */
  boolean concerns(JournalEntry entry) {
    return !stale
        && (!Collections.disjoint(oids, entry.relations())
            || !Collections.disjoint(names, entry.made().relations()));
  }

  /**
   * What to say to one who meets what a run has done, and does not go on with it.
   *
   * @param rows of that run, the first one that concerns him first
   */
  static String remark(List<Unfinished> rows) {
    var first = rows.get(0);
    int more = rows.size() - 1;
    return "the journal (table safeddl.journal) has a migration that has not come to its end, and"
        + (first.done() ? " has done: " : " has begun: ")
        + first.start()
        + (more == 0 ? "" : more == 1 ? " (and one more statement)" : " (and " + more + " more)")
        + ". If it is this one, and its text has changed since, put the text back to what it was"
        + " and run it again, and it goes on from there; or take back by hand what it has done,"
        + " and then: safeddl-check journal forget --run "
        + first.run()
        + " (safeddl-check journal list shows all)";
  }
}
