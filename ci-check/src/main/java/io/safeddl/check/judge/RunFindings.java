package io.safeddl.check.judge;

import io.safeddl.check.migration.Migration;
import io.safeddl.check.migration.Migration.InTransaction;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Verdict;
import io.safeddl.rule.Finding;
import io.safeddl.rule.Severity;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the verdicts on one migration say, with the places in its file. */
final class RunFindings {
  private final Migration migration;
  private final List<Located> findings = new ArrayList<>();
  private int statements;
  private int unread;

  /** True behind a BEGIN of the migration's own. */
  private boolean begun;

  RunFindings(Migration migration, List<Verdict> verdicts, Policy policy, boolean connected) {
    this.migration = migration;
    var permissions = new Permissions(verdicts, policy, connected);
    for (var i = 0; i < verdicts.size(); i++) {
      var verdict = verdicts.get(i);
      add(verdict, permissions.findings(i));
      if (!(verdict.statement() instanceof Statement.Empty)) {
        statements++;
        unread += verdict.statement() instanceof Statement.Unrecognized ? 1 : 0;
        add(verdict, verdict.decision().findings());
        follow(verdict.statement());
      }
    }
  }

  List<Located> findings() {
    return findings;
  }

  JudgedFile file() {
    return new JudgedFile(migration.source().file().name(), statements, unread);
  }

  private void add(Verdict verdict, List<Finding> found) {
    var source = migration.source();
    for (var finding : found) {
      if (finding.severity() != Severity.OFF) {
        findings.add(
            new Located(
                migration,
                finding,
                source.region(finding.span()),
                source.region(verdict.source().span()),
                verdict,
                migration.transaction() == InTransaction.EACH_ITS_OWN && !begun));
      }
    }
  }

  private void follow(Statement statement) {
    if (statement instanceof Statement.Transaction transaction) {
      switch (transaction.kind()) {
        case BEGIN -> begun = true;
        case COMMIT, ROLLBACK, PREPARE -> begun = transaction.chain();
        default -> {
          // Savepoints and the like end no transaction.
        }
      }
    }
  }
}
