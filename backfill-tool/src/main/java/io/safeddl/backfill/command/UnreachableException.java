package io.safeddl.backfill.command;

import java.sql.SQLException;

/** No session could be opened; nothing was looked at. */
final class UnreachableException extends SQLException {
  private static final long serialVersionUID = 1L;

  UnreachableException(String server, SQLException cause) {
    super("no session on " + server + ": " + cause.getMessage(), cause.getSQLState(), cause);
  }
}
