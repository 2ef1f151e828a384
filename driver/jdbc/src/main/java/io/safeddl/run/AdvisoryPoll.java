package io.safeddl.run;

/** Recognises the statements with which tools wait for their lock. */
final class AdvisoryPoll {
  private static final int LONGEST = 1_000;

  private AdvisoryPoll() {}

  /** True for {@code SELECT pg_try_advisory_lock(…)} and its like. */
  static boolean is(String sql) {
    return sql.length() <= LONGEST && sql.contains("advisory") && sql.contains("lock");
  }
}
