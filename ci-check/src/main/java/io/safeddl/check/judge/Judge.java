package io.safeddl.check.judge;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.check.migration.Migration;
import io.safeddl.check.migration.Migrations;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Review;
import io.safeddl.rule.Limits;
import io.safeddl.rule.Release;
import io.safeddl.rule.Surroundings;
import io.safeddl.sql.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Follows migrations in their order and judges those that are still to be rolled out, each with the
 * schema that it will meet.
 */
public final class Judge {
  private static final int VERSION_NUMBERS_OF_A_MAJOR = 10_000;

  private final Policy policy;
  private final SchemaModel before;

  /** What has been rolled out is in the schema already. */
  private final boolean current;

  /**
   * A judge who knows nothing but the migrations.
   *
   * @param policy which tables are large, which rules speak
   * @param major the server's major version
   */
  public Judge(Policy policy, int major) {
    this.policy = policy;
    this.before = SchemaModel.empty(major * VERSION_NUMBERS_OF_A_MAJOR);
    this.current = false;
  }

  /**
   * A judge who knows the tables as they are now, with what has been rolled out.
   *
   * @param policy which tables are large, which rules speak
   */
  public Judge(Policy policy, SchemaModel now) {
    this.policy = policy;
    this.before = now;
    this.current = true;
  }

  /** Judges all of them. */
  public Judgement judge(Migrations migrations) {
    return judge(migrations, reviewed -> {});
  }

  /** Judges all of them, and shows each that is judged. */
  public Judgement judge(Migrations migrations, Consumer<Reviewed> seen) {
    var planner = new Planner(policy);
    var schema = before;
    var surroundings = Surroundings.NONE;
    String release = null;
    var found = new ArrayList<Located>();
    var judged = new LinkedHashMap<String, JudgedFile>();
    for (var migration : migrations.ordered()) {
      schema = MigrationRun.begin(migration, schema);
      if (migration.tool() == Migration.Tool.PLAIN) {
        surroundings = surroundings.with(Limits.NONE); // a session of its own
      }
      if (migration.release() == null) {
        schema = current ? schema : MigrationRun.follow(migration, schema);
        continue;
      }
      if (!migration.release().equals(release)) {
        release = migration.release();
        schema = schema.inNewSession();
        surroundings = Surroundings.of(Release.startingFrom(schema));
      }
      var script = Script.parse(migration.source().text());
      var ends = migration.source().ends();
      var review = planner.review(script, ends, schema, runs(migration), surroundings);
      seen.accept(new Reviewed(migration, script, schema, review.verdicts()));
      schema = review.tables();
      surroundings = review.surroundings();
      var findings = new RunFindings(migration, review.verdicts(), policy, current);
      found.addAll(findings.findings());
      var file = findings.file();
      judged.merge(file.name(), file, JudgedFile::and);
    }
    return new Judgement(
        migrations.files(), List.copyOf(judged.values()), found, migrations.notes());
  }

  private static Review.Runs runs(Migration migration) {
    return switch (migration.transaction()) {
      case ONE -> Review.Runs.IN_TOOLS_TRANSACTION;
      case ONE_TEXT -> Review.Runs.AS_ONE_TEXT;
      case EACH_ITS_OWN -> Review.Runs.ONE_BY_ONE;
    };
  }
}
