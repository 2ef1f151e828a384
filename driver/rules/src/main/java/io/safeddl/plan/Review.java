package io.safeddl.plan;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.rule.Surroundings;
import java.util.List;

/**
 * A file as a reviewer judges it: each statement in the light of the whole file and of the release
 * that the file belongs to.
 *
 * @param verdicts one for each statement, in order
 * @param tables as the file leaves them, with the tool's transaction committed
 * @param surroundings of the next file of the release in the same session
 */
public record Review(List<Verdict> verdicts, SchemaModel tables, Surroundings surroundings) {
  public Review {
    verdicts = List.copyOf(verdicts);
  }

  /** How the statements of the file are run. */
  public enum Runs {
    /** The migration tool begins a transaction before them and ends it behind them. */
    IN_TOOLS_TRANSACTION,
    /** As one text, which is one transaction unless it says otherwise. */
    AS_ONE_TEXT,
    /** Each by itself, and each its own transaction unless the file says BEGIN. */
    ONE_BY_ONE
  }
}
