package io.safeddl.check.doctor;

/** What a line of the doctor means. */
enum Level {
  /** As it should be. */
  OK,
  /** The driver works, with less than it could do or with more patience. */
  LIMITED,
  /** Something to be put right before the next migration. */
  PROBLEM
}
