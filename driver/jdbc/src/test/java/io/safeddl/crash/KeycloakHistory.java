package io.safeddl.crash;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.ui.ConsoleUIService;

/** Keycloak's changelogs by Liquibase, some changesets for each part. */
final class KeycloakHistory implements History {
  private static final int CHANGESETS = 10;

  /** The last one has what is left. */
  static final int PARTS = 17;

  KeycloakHistory() {
    bindSession();
  }

  /** Its custom changes insist on a Keycloak session, which they ask for nothing here. */
  private static void bindSession() {
    var loader = KeycloakHistory.class.getClassLoader();
    try {
      var session = loader.loadClass("org.keycloak.models.KeycloakSession");
      var context =
          loader.loadClass(
              "org.keycloak.connections.jpa.updater.liquibase.ThreadLocalSessionContext");
      var stub =
          Proxy.newProxyInstance(
              loader,
              new Class<?>[] {session},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.toString());
              });
      context.getMethod("setCurrentSession", session).invoke(null, stub);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * With rows in these, custom changes would ask Keycloak for what is not there; {@code
   * user_attribute} gets a key with the same value in each row.
   */
  @Override
  public Set<String> empty() {
    return Set.of(
        "realm",
        "user_federation_provider",
        "resource_server",
        "migration_model",
        "user_attribute");
  }

  @Override
  public void migrate(Database database, int parts) throws SQLException {
    int left = parts * CHANGESETS - done(database);
    if (parts == PARTS) {
      run(database, "update", Map.of());
    } else if (left > 0) {
      run(database, "updateCount", Map.of("count", left));
    }
  }

  @Override
  public void release(Database database) {
    run(database, "releaseLocks", Map.of());
  }

  @Override
  public void noteNext(Database database) {
    run(database, "markNextChangesetRan", Map.of());
  }

  private static void run(Database database, String what, Map<String, ?> more) {
    var printed = new ByteArrayOutputStream();
    var ui = new ConsoleUIService();
    ui.setOutputStream(new PrintStream(printed, true, StandardCharsets.UTF_8));
    ui.setErrorStream(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      var command = new CommandScope(what);
      command.addArgumentValue("changelogFile", "META-INF/jpa-changelog-master.xml");
      command.addArgumentValue("url", database.url());
      command.addArgumentValue("username", database.user());
      command.addArgumentValue("password", database.password());
      for (var setting : more.entrySet()) {
        command.addArgumentValue(setting.getKey(), setting.getValue());
      }
      command.setOutput(OutputStream.nullOutputStream());
      Scope.child(Scope.Attr.ui, ui, command::execute);
    } catch (Exception e) { // which is what Scope declares
      throw new IllegalStateException(printed.toString(StandardCharsets.UTF_8) + e.getMessage(), e);
    }
  }

  private static int done(Database database) throws SQLException {
    try (var connection =
        DriverManager.getConnection(database.url(), database.user(), database.password())) {
      var exists = Arena.column(connection, "SELECT to_regclass('databasechangelog')::text");
      return exists.get(0) == null
          ? 0
          : Integer.parseInt(
              Arena.column(connection, "SELECT count(*) FROM databasechangelog").get(0));
    }
  }
}
