package io.safeddl.rule;

import io.safeddl.effect.Effects.IndexBuild;
import io.safeddl.effect.Effects.Scan;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.TableConstraint;

/** Which part of a statement makes a scan or an index build, so that one rule speaks on it. */
enum Cause {
  /** A foreign key that is new. */
  FOREIGN_KEY,
  /** A CHECK that is new. */
  CHECK,
  /** SET NOT NULL, or a NOT NULL constraint. */
  NOT_NULL,
  /** UNIQUE or PRIMARY KEY. */
  KEY,
  /** EXCLUDE. */
  EXCLUSION,
  /** The bound of a partition. */
  PARTITION,
  /** A domain's constraint. */
  DOMAIN,
  /** ALTER CONSTRAINT … ENFORCED. */
  ENFORCED,
  /** All else: a change of type or collation, VALIDATE beside other actions, a DO block. */
  OTHER;

  /** What the rows are read for. */
  static Cause of(Scan scan, Question question) {
    return switch (scan.reason()) {
      case PARTITION_BOUND -> PARTITION;
      case DOMAIN -> DOMAIN;
      case ENFORCED -> ENFORCED;
      case FOREIGN_KEY -> has(question, FOREIGN_KEY) ? FOREIGN_KEY : OTHER;
      case CHECK -> has(question, CHECK) ? CHECK : OTHER;
      case NOT_NULL -> has(question, NOT_NULL) ? NOT_NULL : has(question, KEY) ? KEY : OTHER;
    };
  }

  /** What the index is built for. */
  static Cause of(IndexBuild build, Question question) {
    if (!(question.statement() instanceof AlterTable alter)) {
      return OTHER;
    }
    // One ALTER may add a key and change a type; the reader of the findings is told of the key
    // first, and of the rest once that is gone.
    for (AlterAction action : alter.actions()) {
      if (makes(action, KEY)) {
        return KEY;
      }
      if (makes(action, EXCLUSION)) {
        return EXCLUSION;
      }
      if (action instanceof AlterAction.AttachPartition) {
        return PARTITION;
      }
    }
    return OTHER;
  }

  /** True where the statement has an action of this cause. */
  static boolean has(Question question, Cause cause) {
    if (question.statement() instanceof AlterTable alter) {
      for (AlterAction action : alter.actions()) {
        if (makes(action, cause)) {
          return true;
        }
      }
    }
    return false;
  }

  /** True where this action, or a constraint in it, is of this cause. */
  static boolean makes(AlterAction action, Cause cause) {
    if (action instanceof AlterAction.AddConstraint add) {
      return of(add.constraint()) == cause;
    }
    if (action instanceof AlterAction.AddColumn add) {
      for (ColumnConstraint constraint : add.column().constraints()) {
        if (of(constraint) == cause) {
          return true;
        }
      }
    }
    return cause == NOT_NULL && action instanceof AlterAction.SetNotNull;
  }

  private static Cause of(TableConstraint constraint) {
    if (constraint instanceof TableConstraint.ForeignKey key) {
      return key.notValid() ? OTHER : FOREIGN_KEY;
    }
    if (constraint instanceof TableConstraint.Check check) {
      return check.notValid() ? OTHER : CHECK;
    }
    if (constraint instanceof TableConstraint.NotNull notNull) {
      return notNull.notValid() ? OTHER : NOT_NULL;
    }
    return constraint instanceof TableConstraint.Exclude ? EXCLUSION : KEY;
  }

  private static Cause of(ColumnConstraint constraint) {
    if (constraint instanceof ColumnConstraint.References) {
      return FOREIGN_KEY;
    }
    if (constraint instanceof ColumnConstraint.Check) {
      return CHECK;
    }
    if (constraint instanceof ColumnConstraint.NotNull) {
      return NOT_NULL;
    }
    return constraint instanceof ColumnConstraint.Unique
            || constraint instanceof ColumnConstraint.PrimaryKey
        ? KEY
        : OTHER;
  }
}
