package io.safeddl.tool;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs Liquibase on Keycloak's changelogs, whose custom changes insist on a Keycloak session bound
 * to the thread. On an empty database none of them asks it for anything.
 */
public final class KeycloakRunner implements Function<Map<String, String>, List<String>> {
  /** Called by reflection. */
  public KeycloakRunner() {}

  @Override
  public List<String> apply(Map<String, String> settings) {
    var loader = getClass().getClassLoader();
    try {
      var sessionType = loader.loadClass("org.keycloak.models.KeycloakSession");
      var context =
          loader.loadClass(
              "org.keycloak.connections.jpa.updater.liquibase.ThreadLocalSessionContext");
      var session =
          Proxy.newProxyInstance(
              loader,
              new Class<?>[] {sessionType},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.toString());
              });
      context.getMethod("setCurrentSession", sessionType).invoke(null, session);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return new LiquibaseRunner().apply(settings);
  }
}
