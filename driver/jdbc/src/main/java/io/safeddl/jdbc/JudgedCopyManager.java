package io.safeddl.jdbc;

import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.copy.CopyDual;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

/**
 * pgjdbc's COPY, for COPY alone: pgjdbc sends any text to the server and complains only afterwards
 * that it was none.
 */
final class JudgedCopyManager extends CopyManager {
  private final BaseConnection connection;

  JudgedCopyManager(BaseConnection connection) throws SQLException {
    super(connection);
    this.connection = connection;
  }

  @Override
  public CopyIn copyIn(String sql) throws SQLException {
    return super.copyIn(onlyCopy(sql));
  }

  @Override
  public CopyOut copyOut(String sql) throws SQLException {
    return super.copyOut(onlyCopy(sql));
  }

  /** START_REPLICATION, which is no SQL, begins one too; a server takes it on nothing else. */
  @Override
  public CopyDual copyDual(String sql) throws SQLException {
    List<SourceStatement> parts = parts(sql);
    boolean replication = parts.size() == 1 && parts.get(0).tokens().get(0).is("start_replication");
    return super.copyDual(replication ? sql : onlyCopy(sql));
  }

  private String onlyCopy(String sql) throws SQLException {
    List<SourceStatement> parts = parts(sql);
    if (parts.size() == 1 && StatementReader.read(parts.get(0)) instanceof Statement.Copy copy) {
      boolean writes =
          copy.query() instanceof Statement.Data data
              && (data.target() != null || !data.writes().isEmpty());
      if (!writes) {
        return sql;
      }
    }
    throw new UnsafeDdlException(
        "SafeDDL refused this text; nothing of it has run. The copy API takes one COPY statement"
            + " that moves data; execute everything else with a Statement.",
        "0A000",
        List.of());
  }

  private List<SourceStatement> parts(String sql) {
    return Script.parse(sql, connection.getStandardConformingStrings()).statements().stream()
        .filter(s -> !s.tokens().isEmpty())
        .toList();
  }
}
