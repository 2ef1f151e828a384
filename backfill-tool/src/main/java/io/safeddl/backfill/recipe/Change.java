package io.safeddl.backfill.recipe;

import io.safeddl.backfill.target.MirrorWork;
import io.safeddl.backfill.target.TargetColumn;

/**
 * One column on its way to its new type.
 *
 * @param column the one that the application uses now: before the cutover the old one
 * @param facts what that one has beside its type
 */
record Change(MirrorWork work, TargetColumn column, ColumnFacts facts) {}
