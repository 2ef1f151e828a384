package io.safeddl.run;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the table {@code safeddl.journal} when it is first needed. */
final class JournalMaker {
  private static final Logger LOG = LoggerFactory.getLogger(JournalMaker.class);

  /** Two deploys may want to make it at once. */
  private static final String ONE_MAKER =
      "SELECT pg_catalog.pg_advisory_xact_lock(7310584035427018357)";

  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS safeddl.journal (
        run uuid NOT NULL,
        ordinal int NOT NULL,
        statement_hash text NOT NULL,
        statement_start text NOT NULL,
        relations oid[] NOT NULL,
        parts text[] NOT NULL DEFAULT '{}',
        state text NOT NULL CHECK (state IN ('intent', 'done')),
        step int NOT NULL DEFAULT 0,
        steps jsonb,
        search_path text NOT NULL,
        role_name text NOT NULL,
        started_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
        owner_pid int NOT NULL,
        owner_started timestamptz NOT NULL,
        application_name text NOT NULL,
        PRIMARY KEY (run, ordinal))
      """;

  private JournalMaker() {}

  /** Makes what is not there; in the transaction that is open. */
  static void create(Session session, JournalStanding standing) throws SQLException {
    if (standing.exists()) {
      return;
    }
    session.query(ONE_MAKER, row -> true);
    if (!standing.schemaExists()) {
      session.run("CREATE SCHEMA IF NOT EXISTS safeddl");
    }
    session.run(CREATE);
    LOG.info("the journal, table safeddl.journal, has been made in this database");
  }
}
