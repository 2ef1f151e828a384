package io.safeddl.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/**
 * The face of the metadata: 177 methods of which one gives the connection and some give result
 * sets. None is called often, so they are forwarded by reflection (docs/adr/0002).
 */
record SafeMetaData(DatabaseMetaData delegate, SafeConnection connection)
    implements InvocationHandler {
  static DatabaseMetaData over(DatabaseMetaData delegate, SafeConnection connection) {
    return (DatabaseMetaData)
        Proxy.newProxyInstance(
            SafeMetaData.class.getClassLoader(),
            new Class<?>[] {DatabaseMetaData.class},
            new SafeMetaData(delegate, connection));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
    if (method.getName().equals("equals")) {
      return first != null
          && Proxy.isProxyClass(first.getClass())
          && Proxy.getInvocationHandler(first) instanceof SafeMetaData that
          && delegate.equals(that.delegate);
    }
    if (first instanceof Class<?> type && type.isInstance(proxy)) {
      return method.getName().equals("unwrap") ? proxy : (Object) true;
    }
    Object result = forward(method, arguments);
    if (result instanceof ResultSet raw) {
      return connection.adopt(raw);
    }
    return result instanceof Connection ? connection : result;
  }

  private @Nullable Object forward(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(delegate, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
