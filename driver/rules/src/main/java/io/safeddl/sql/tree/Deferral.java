package io.safeddl.sql.tree;

/** When a constraint is checked (manual, CREATE TABLE, {@code DEFERRABLE}). */
public enum Deferral {
  NOT_DEFERRABLE,
  INITIALLY_IMMEDIATE,
  INITIALLY_DEFERRED
}
