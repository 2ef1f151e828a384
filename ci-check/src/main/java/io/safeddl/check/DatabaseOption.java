package io.safeddl.check;

import io.safeddl.check.judge.Judge;
import io.safeddl.check.judge.Judgement;
import io.safeddl.check.migration.Migrations;
import io.safeddl.check.server.LiveSchema;
import io.safeddl.plan.Policy;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a database with the tables as they are. */
final class DatabaseOption {
  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "Read sizes, types and volatility there, in read-only transactions: a jdbc:postgresql:"
              + " URL, with PGUSER and PGPASSWORD or the password file. Migrations that are not"
              + " judged (--since) are taken as applied; its version beats --pg-version.")
  private @Nullable String url;

  /** True where a database is asked, which says its version too. */
  boolean isAsked() {
    return url != null;
  }

  /**
   * Judges with what is known of the tables.
   *
   * @throws IOException where the database cannot be read
   */
  Judgement judge(Migrations migrations, Policy policy, int major, Map<String, String> environment)
      throws IOException {
    return with(policy, major, environment, judge -> judge.judge(migrations));
  }

  /**
   * Does something with a judge who knows that.
   *
   * @throws IOException where the database cannot be read
   */
  <T> T with(Policy policy, int major, Map<String, String> environment, Function<Judge, T> work)
      throws IOException {
    return url == null
        ? work.apply(new Judge(policy, major))
        : LiveSchema.use(url, environment, schema -> work.apply(new Judge(policy, schema)));
  }
}
