package io.safeddl.rule;

import java.util.List;

/**
 * One condition that makes a statement dangerous. Pure: the same question gives the same answer.
 */
public interface Rule {
  /** Its metadata. */
  RuleInfo info();

  /** The findings on this statement; empty where the condition does not hold. */
  List<Finding> judge(Question question);
}
