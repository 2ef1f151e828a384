package io.safeddl.run;

import io.safeddl.plan.Traces;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the journal had of unfinished runs when a transaction began with its DDL. */
final class UnfinishedRuns {
  private final JournalTable table;
  private final SessionUser user;
  private List<Unfinished> rows = List.of();

  UnfinishedRuns(JournalTable table, SessionUser user) {
    this.table = table;
    this.user = user;
  }

  /** Looks. */
  void look(JournalStanding standing) throws SQLException {
    rows = List.of();
    if (standing.exists() && standing.isUsable()) {
      rows = standing.asSessionUser() ? table.unfinished() : user.get(table::unfinished);
    }
  }

  /** True where one of them has this statement, in some search path. */
  boolean have(String hash) {
    return rows.stream().anyMatch(row -> row.hash().equals(hash));
  }

  void forget() {
    rows = List.of();
  }

  /**
   * A statement found its work done, or what it needs gone: it may have been one of these runs.
   *
   * @param own the run that is gone on with, if any
   */
  void remindOf(SQLException failure, Judged judged, @Nullable UUID own) {
    if (rows.isEmpty() || !SqlStates.isAboutWhatExists(failure)) {
      return;
    }
    judged.verdicts().stream()
        .filter(verdict -> Traces.isDdl(verdict.statement()))
        .map(verdict -> JournalEntry.of(verdict, judged.path()))
        .flatMap(entry -> rows.stream().filter(row -> row.concerns(entry)))
        .filter(row -> !row.run().equals(own))
        .findFirst()
        .ifPresent(row -> Remarks.add(failure, Unfinished.remark(from(row)), null));
  }

  private List<Unfinished> from(Unfinished first) {
    var all = rows.stream().filter(row -> row.run().equals(first.run())).toList();
    return all.subList(all.indexOf(first), all.size());
  }
}
