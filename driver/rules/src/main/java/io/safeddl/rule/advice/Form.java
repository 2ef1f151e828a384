package io.safeddl.rule.advice;

import org.jspecify.annotations.Nullable;

/** What there is to a dangerous statement beside the statement itself. */
public sealed interface Form permits Recipe, Form.Obstacle {
  /**
   * No steps leave the same schema, or none that could be taken back.
   *
   * @param reason why, in one sentence
   * @param instead what is nearest to it, or null where each action has its own advice
   */
  record Obstacle(String reason, @Nullable Paste instead) implements Form {}
}
