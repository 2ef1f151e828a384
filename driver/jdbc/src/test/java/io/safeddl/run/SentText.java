package io.safeddl.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** An execution as the faces of java.sql would hand it over; the result tells which way it went. */
final class SentText implements Execution<String> {
  static final String SENT = "sent";
  static final String DONE = "done";

  private final Connection raw;
  private final String sql;
  private final boolean prepared;
  private final List<String> warnings = new ArrayList<>();

  SentText(Connection raw, String sql, boolean prepared) {
    this.raw = raw;
    this.sql = sql;
    this.prepared = prepared;
  }

  @Override
  public String sql() {
    return sql;
  }

  @Override
  public boolean prepared() {
    return prepared;
  }

  @Override
  public String send() throws SQLException {
    try (Statement statement = raw.createStatement()) {
      statement.execute(sql);
    }
    return SENT;
  }

  @Override
  public String done() {
    return DONE;
  }

  @Override
  public void warn(String message, String sqlState) {
    warnings.add(sqlState + " " + message);
  }

  List<String> warnings() {
    return warnings;
  }
}
