package io.safeddl.effect;

import static io.safeddl.effect.LockMode.ACCESS_EXCLUSIVE;
import static io.safeddl.effect.LockMode.SHARE;

import io.safeddl.effect.Effects.Scan;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.Statement;

/** Types and domains (manual, ALTER TYPE and ALTER DOMAIN; measured on 14–18). */
final class TypeEffects {
  private TypeEffects() {}

  /** Reads the statement where it is one of this family. */
  static boolean reads(Statement statement, Reading in) {
    if (statement instanceof Statement.CreateType || statement instanceof Statement.CreateDomain) {
      in.out().trait(Trait.HARMLESS);
    } else if (statement instanceof Statement.AlterType it) {
      alterType(it, in);
    } else if (statement instanceof Statement.AlterDomain it) {
      alterDomain(it, in);
    } else {
      return false;
    }
    return true;
  }

  /**
   * A change of a composite type locks the type alone: ALTER ATTRIBUTE TYPE is an error while a
   * column uses it. With CASCADE it reaches the tables made OF the type, which are rewritten.
   */
  private static void alterType(Statement.AlterType statement, Reading in) {
    if (!statement.form().endsWith("ATTRIBUTE")) {
      return;
    }
    in.out().lock(in.ref(statement.name()), ACCESS_EXCLUSIVE);
    if (statement.cascade()) {
      in.out().unknown("the tables made OF type " + statement.name() + " are altered too");
    }
  }

  /** The checking forms read every table with a column of the domain, writers kept out. */
  private static void alterDomain(Statement.AlterDomain statement, Reading in) {
    boolean checks =
        switch (statement.form()) {
          case "ADD CONSTRAINT" -> !statement.notValid();
          case "SET NOT NULL", "VALIDATE CONSTRAINT" -> true;
          default -> false;
        };
    if (!checks) {
      return;
    }
    if (in.catalog().type(statement.name()).isEmpty()) {
      in.out().unknown("the tables with columns of domain " + statement.name());
    }
    for (var table : in.catalog().tablesUsing(statement.name())) {
      var ref = RelationRef.of(table);
      if (!Reading.isPartitioned(ref)) { // its partitions are in the list themselves
        in.out().scan(ref, Scan.Reason.DOMAIN, SHARE);
      }
    }
  }

  /** A lock on each table with a column of the domain. */
  static void lockUsers(QualifiedName type, LockMode mode, Reading in) {
    for (var table : in.catalog().tablesUsing(type)) {
      in.out().lock(RelationRef.of(table), mode);
    }
  }
}
