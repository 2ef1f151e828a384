package io.safeddl.check.judge;

import io.safeddl.check.migration.Migration;
import io.safeddl.check.source.Region;
import io.safeddl.plan.Verdict;
import io.safeddl.rule.Finding;

/**
 * A finding and where it is.
 *
 * @param region what it is about, in its file
 * @param statement the whole statement, in its file
 * @param verdict what the planner made of the statement
 * @param alone the statement runs in no transaction with others
 */
public record Located(
    Migration migration,
    Finding finding,
    Region region,
    Region statement,
    Verdict verdict,
    boolean alone) {}
