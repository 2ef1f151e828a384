package io.safeddl.backfill.recipe;

import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.target.Database;

/**
 * What may have come or changed between the proof and the cutover of a plan, as parts of its
 * blocks.
 *
 * @param relations the table and its partitions, {@code p}
 * @param itsRow what tells the row of the job, {@code j}
 */
record PlanDoubts(Survey survey, StateSchema schema, String relations, String itsRow) {
  /**
   * The primary key of a partitioned table is put together of those of the partitions that the text
   * knows; with another one it would stay invalid.
   */
  String keyedPartitions() {
    var keyed =
        survey.attached().stream()
            .filter(it -> it.kind() == Attached.Kind.PRIMARY_KEY)
            .map(it -> "pg_catalog.to_regclass(" + Database.literal(it.table().toSql()) + ")")
            .toList();
    if (keyed.isEmpty() || !survey.target().partitioned()) {
      return "";
    }
    var unknown =
        "FROM "
            + relations
            + "\n      WHERE p.relid <> ALL (pg_catalog.array_remove(ARRAY["
            + String.join(", ", keyed)
            + "], NULL))";
    return "  IF EXISTS (SELECT 1 "
        + unknown
        + ") THEN\n    RAISE EXCEPTION USING\n      MESSAGE = 'SafeDDL: this has come since, and would have"
        + " no part in the primary key: '\n        || (SELECT pg_catalog.string_agg(CAST(p.relid AS"
        + " text), ', ') "
        + unknown
        + "),\n      HINT = 'Have the migrations that are left written anew:"
        + " `safeddl-backfill plan`.';\n  END IF;\n";
  }

  /** Whoever sees the rows as they were before the fill would read NULL behind the cutover. */
  static String oldSnapshots() {
    return "  -- Transactions that see the rows as they were before the fill would read NULL.\n"
        + "  safeddl_until := pg_catalog.clock_timestamp() + interval '"
        + OldSnapshots.PATIENCE.toSeconds()
        + " s';\n  LOOP\n    PERFORM pg_catalog.pg_stat_clear_snapshot();\n"
        + "    SELECT pg_catalog.array_agg(o.transaction), pg_catalog.string_agg(o.who, '; ')\n"
        + "      INTO safeddl_now, safeddl_missing FROM (\n"
        + OldSnapshots.query("safeddl_horizon").indent(4)
        + "      ) AS o WHERE safeddl_old IS NULL OR o.transaction = ANY (safeddl_old);\n"
        + "    EXIT WHEN safeddl_now IS NULL;\n    safeddl_old := safeddl_now;\n"
        + "    IF pg_catalog.clock_timestamp() > safeddl_until THEN\n"
        + "      RAISE EXCEPTION USING\n"
        + "        MESSAGE = 'SafeDDL: transactions that began before the rows were filled would"
        + " read NULL: ' || safeddl_missing,\n"
        + "        HINT = 'Migrate again when they have ended.';\n    END IF;\n"
        + "    PERFORM pg_catalog.pg_sleep(0.2);\n  END LOOP;\n";
  }

  /** What was compared says nothing where the trigger has been changed, or a partition has come. */
  String unchanged() {
    var it = "\n      SELECT 1 FROM " + schema.jobs() + " AS j";
    var row = "\n       WHERE " + itsRow + "\n         AND " + PlanBlocks.PROVED;
    return "  IF "
        + schema.trusted()
        + " THEN\n    IF EXISTS ("
        + it
        + "\n        JOIN (\n            "
        + TriggerMark.query(survey.trigger(), survey.target().partitioned())
        + "\n        ) AS m ON m.mark <> ALL (j.mirror)"
        + row
        + "\n         AND EXISTS (SELECT 1 FROM pg_catalog.unnest(j.mirror) AS old(mark)\n"
        + "                      WHERE pg_catalog.starts_with(old.mark, m.thing || ' '))) THEN\n"
        + PlanBlocks.raise(
            "      ",
            "SafeDDL: the trigger on "
                + survey.target().name().toSql()
                + ", or its function, was changed since the rows were compared",
            "It may have been disabled: `safeddl-backfill verify`, then migrate again.")
        + "    END IF;\n    IF EXISTS ("
        + it
        + " CROSS JOIN "
        + relations
        + row
        + "\n         AND 'table ' || CAST(p.relid AS oid) <> ALL (ARRAY(\n"
        + "               SELECT pg_catalog.regexp_replace(old.mark, ' [0-9]+$', '')\n"
        + "                 FROM pg_catalog.unnest(j.mirror) AS old(mark)))\n"
        + "         AND pg_catalog.pg_relation_size(p.relid) > 0) THEN\n"
        + PlanBlocks.raise(
            "      ",
            "SafeDDL: a partition of "
                + survey.target().name().toSql()
                + " has come since the rows were compared",
            "`safeddl-backfill verify`, then migrate again.")
        + "    END IF;\n  END IF;\n";
  }
}
