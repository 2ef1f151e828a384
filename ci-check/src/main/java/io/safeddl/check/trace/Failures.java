package io.safeddl.check.trace;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What is said where the server rejects a statement. */
final class Failures {
  private static final String UNDEFINED_OBJECT = "42704";
  private static final String UNDEFINED_FILE = "58P01";
  private static final String NOT_SUPPORTED = "0A000";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private Failures() {}

  /** The server's words in one line, and what to do where the scratch server is the cause. */
  static String message(SQLException e) {
    var server = e instanceof PSQLException it ? it.getServerErrorMessage() : null;
    if (server == null) {
      return line(e.getMessage());
    }
    var said = server.getSeverity() + ": " + line(server.getMessage());
    var detail = server.getDetail() == null ? "" : " " + line(server.getDetail());
    var hint = hint(said, String.valueOf(e.getSQLState()));
    if (hint.isEmpty() && server.getHint() != null) {
      hint = " (" + line(server.getHint()) + ")";
    }
    return said + detail + hint;
  }

  private static String line(@Nullable String text) {
    return String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String hint(String said, String state) {
    if (state.equals(UNDEFINED_OBJECT) && said.contains("role \"")) {
      return " (the scratch server has no such role: create it in the file of --trace-setup)";
    }
    var extension = said.contains("extension \"") && said.contains("is not available");
    if (extension && (state.equals(UNDEFINED_FILE) || state.equals(NOT_SUPPORTED))) {
      return " (the scratch server lacks it: give --trace the URL of a server that has it)";
    }
    return state.equals(INSUFFICIENT_PRIVILEGE)
        ? " (the role of --trace may not do so on the scratch server)"
        : "";
  }
}
