/** What people and other programs see of a job. */
@NullMarked
package io.safeddl.backfill.report;

import org.jspecify.annotations.NullMarked;
