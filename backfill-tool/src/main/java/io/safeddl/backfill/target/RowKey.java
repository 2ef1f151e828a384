package io.safeddl.backfill.target;

import java.util.List;

/**
 * Columns that tell the rows apart and are never null.
 *
 * @param index the unique index behind them
 * @param primary it is the primary key
 * @param columns in the order of the index
 */
public record RowKey(String index, boolean primary, List<TargetColumn> columns) {
  public RowKey {
    columns = List.copyOf(columns);
  }
}
