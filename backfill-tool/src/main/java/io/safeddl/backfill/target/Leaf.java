package io.safeddl.backfill.target;

import io.safeddl.backfill.spec.TableName;

/**
 * A table that holds rows.
 *
 * @param filenode {@code pg_relation_filenode}; another one means that its rows have moved
 * @param blocks of 8 kB, of its heap
 * @param rows as the planner believes, -1 where it never was analyzed
 */
public record Leaf(long oid, TableName name, long filenode, long blocks, double rows) {}
