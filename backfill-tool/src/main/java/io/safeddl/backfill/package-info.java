/**
 * Carries large tables from expand to contract: plans, dual-write triggers and online batched
 * backfills.
 */
@NullMarked
package io.safeddl.backfill;

import org.jspecify.annotations.NullMarked;
