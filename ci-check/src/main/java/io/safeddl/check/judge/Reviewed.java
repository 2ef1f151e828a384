package io.safeddl.check.judge;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.check.migration.Migration;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import java.util.List;

/**
 * A migration as it was judged.
 *
 * @param before the tables that it meets
 * @param verdicts one for each statement of the script
 */
public record Reviewed(
    Migration migration, Script script, SchemaModel before, List<Verdict> verdicts) {}
