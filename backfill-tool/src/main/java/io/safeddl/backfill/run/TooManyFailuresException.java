package io.safeddl.backfill.run;

import java.sql.SQLException;

/** More rows cannot be written than the user wants to hear of one by one. */
final class TooManyFailuresException extends SQLException {
  private static final long serialVersionUID = 1L;

  TooManyFailuresException(long most, SQLException last) {
    super(
        "more than "
            + most
            + " rows cannot be written (--quarantine); the last one: "
            + last.getMessage(),
        "42000",
        last);
  }
}
