package io.safeddl.check.judge;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.check.migration.Migration;
import io.safeddl.check.migration.Migrations;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Verdict;
import io.safeddl.rule.Severity;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows migrations in their order and judges those that are still to be rolled out, each with the
 * schema that it will meet.
 */
public final class Judge {
  private static final int VERSION_NUMBERS_OF_A_MAJOR = 10_000;

  private final Policy policy;
  private final int major;

  /**
   * A judge.
   *
   * @param policy which tables are large, which rules speak
   * @param major the server's major version
   */
  public Judge(Policy policy, int major) {
    this.policy = policy;
    this.major = major;
  }

  /** Judges all of them. */
  public Judgement judge(Migrations migrations) {
    var planner = new Planner(policy);
    var schema = SchemaModel.empty(major * VERSION_NUMBERS_OF_A_MAJOR);
    var found = new ArrayList<Located>();
    var statements = 0;
    var unread = 0;
    for (var migration : migrations.ordered()) {
      if (migration.release() == null) {
        schema = MigrationRun.follow(migration, schema);
        continue;
      }
      var run = MigrationRun.of(migration, schema, planner, false);
      schema = run.after();
      for (var verdict : run.verdicts()) {
        if (verdict.statement() instanceof Statement.Empty) {
          continue;
        }
        statements++;
        unread += verdict.statement() instanceof Statement.Unrecognized ? 1 : 0;
        found.addAll(located(migration, verdict));
      }
    }
    return new Judgement(migrations.files(), statements, unread, found, migrations.notes());
  }

  private static List<Located> located(Migration migration, Verdict verdict) {
    var source = migration.source();
    var statement = verdict.source().span();
    return verdict.decision().findings().stream()
        .filter(finding -> finding.severity() != Severity.OFF)
        .map(
            finding ->
                new Located(
                    migration,
                    finding,
                    source.region(finding.span()),
                    source.region(statement),
                    verdict))
        .toList();
  }
}
