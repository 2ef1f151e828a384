package io.safeddl.sql;

import io.safeddl.sql.tree.Deferral;
import org.jspecify.annotations.Nullable;

/**
 * What may stand behind a constraint, in any order: {@code [NOT] DEFERRABLE}, {@code INITIALLY …},
 * {@code NOT VALID}, {@code NO INHERIT}, {@code [NOT] ENFORCED} (18+).
 *
 * @param deferral null where nothing was written
 * @param enforcement null where nothing was written
 * @param inherit false for NO INHERIT, true for INHERIT, null where nothing was written
 */
record ConstraintAttributes(
    @Nullable Deferral deferral,
    @Nullable Boolean enforcement,
    boolean notValid,
    @Nullable Boolean inherit) {

  /** Behind a column constraint {@code NOT} may begin the next constraint, NOT NULL. */
  static ConstraintAttributes ofColumn(Cursor cursor) {
    return read(cursor, false);
  }

  static ConstraintAttributes ofTable(Cursor cursor) {
    return read(cursor, true);
  }

  private static ConstraintAttributes read(Cursor cursor, boolean table) {
    boolean deferrable = false;
    boolean deferred = false;
    boolean deferralWritten = false;
    boolean notValid = false;
    Boolean enforced = null;
    Boolean inherit = null;
    while (true) {
      if (cursor.accept("deferrable")) {
        deferrable = true;
        deferralWritten = true;
      } else if (cursor.accept("not", "deferrable")) {
        deferralWritten = true;
      } else if (cursor.accept("initially", "deferred")) {
        deferrable = true;
        deferred = true;
        deferralWritten = true;
      } else if (cursor.accept("initially", "immediate")) {
        deferralWritten = true;
      } else if (table && cursor.accept("not", "valid")) {
        notValid = true;
      } else if (cursor.accept("no", "inherit")) {
        inherit = false;
      } else if (cursor.accept("enforced")) {
        enforced = true;
      } else if (cursor.accept("not", "enforced")) {
        enforced = false;
      } else {
        Deferral deferral =
            !deferralWritten
                ? null
                : deferred
                    ? Deferral.INITIALLY_DEFERRED
                    : deferrable ? Deferral.INITIALLY_IMMEDIATE : Deferral.NOT_DEFERRABLE;
        return new ConstraintAttributes(deferral, enforced, notValid, inherit);
      }
    }
  }

  Deferral deferralOrDefault() {
    return deferral == null ? Deferral.NOT_DEFERRABLE : deferral;
  }

  boolean enforced() {
    return !Boolean.FALSE.equals(enforcement);
  }

  boolean noInherit() {
    return Boolean.FALSE.equals(inherit);
  }
}
