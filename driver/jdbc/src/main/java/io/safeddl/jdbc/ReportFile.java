package io.safeddl.jdbc;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/** The audit trail's file, looked at before anything is done that it should hold. */
final class ReportFile {

  private ReportFile() {}

  /**
   * Makes sure that lines can be appended; an empty file is left where there was none.
   *
   * @throws SQLException that names the key and the path where they cannot
   */
  static void check(Path file) throws SQLException {
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.flush();
    } catch (IOException | RuntimeException e) {
      throw new SQLException(
          String.format(
              "SafeDDL: %s=%s is not valid: the file cannot be written (%s)",
              Key.REPORT.property(), file, e),
          Configuration.INVALID_VALUE,
          e);
    }
  }
}
