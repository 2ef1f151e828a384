package io.safeddl.check.server;

import io.safeddl.catalog.CatalogReadException;
import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.sql.tree.Statement.Transaction;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;

/**
 * The tables of a connected database, as what statements change on top of them. Each question to
 * the server is a read-only transaction of its own, so that no lock and no snapshot is kept in
 * between.
 */
public final class LiveSchema {
  private LiveSchema() {}

  /**
   * Connects, and does something with the schema while connected.
   *
   * @throws IOException saying why the database cannot be read
   */
  public static <T> T use(
      String url, Map<String, String> environment, Function<SchemaModel, T> work)
      throws IOException {
    try (var server = Server.connect(new ServerOptions(url), environment)) {
      var connection = server.connection();
      connection.setAutoCommit(true);
      connection.setReadOnly(true);
      try {
        return work.apply(schema(LiveCatalog.open(connection)));
      } finally {
        // A pooler may hand the session on.
        connection.setReadOnly(false);
      }
    } catch (SQLException | CatalogReadException e) {
      throw new IOException("--database: " + e.getMessage(), e);
    }
  }

  /** What is there is committed: nothing of it belongs to a transaction that still runs. */
  private static SchemaModel schema(LiveCatalog catalog) {
    return SchemaModel.over(catalog).after(new Transaction(Transaction.Kind.COMMIT, null));
  }
}
