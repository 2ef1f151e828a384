package io.safeddl.backfill.report;

/**
 * What is shown of some work while it lasts.
 *
 * @param name of the table
 * @param share which part is done, from 0 to 1
 * @param line all of it in one line
 * @param beside the same beside a bar
 */
record Look(String name, double share, String line, String beside) {}
