package io.safeddl.rule.advice;

import java.util.List;
import java.util.Set;

/** How CREATE INDEX, DROP INDEX or REINDEX is said with CONCURRENTLY, if it can be. */
public sealed interface ConcurrentForm {
  /** What to run, or paste, instead. */
  Paste paste();

  /** These commands, one after the other, each outside any transaction, do the same. */
  record Possible(List<Command> commands) implements ConcurrentForm {
    /** The hazards that the concurrent forms are free of. */
    private static final Set<String> CURES =
        Set.of("blocking-index-build", "blocking-index-drop", "invalid-index", Recipe.LONG_WORK);

    public Possible {
      commands = List.copyOf(commands);
    }

    @Override
    public Paste paste() {
      return recipe().paste();
    }

    /** The commands as a recipe. */
    public Recipe recipe() {
      return new Recipe(commands, CURES);
    }
  }

  /**
   * There is none that leaves the same schema.
   *
   * @param reason why, as a clause
   */
  record Impossible(String reason, Paste paste) implements ConcurrentForm {}
}
