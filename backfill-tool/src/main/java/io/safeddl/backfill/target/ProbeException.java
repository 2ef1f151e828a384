package io.safeddl.backfill.target;

import java.sql.SQLException;

/** The server does not take an expression or a type of the spec; the message says why. */
public final class ProbeException extends SQLException {
  private static final long serialVersionUID = 1L;

  ProbeException(String message) {
    super(message);
  }

  ProbeException(String message, SQLException cause) {
    super(message, cause.getSQLState(), cause);
  }
}
