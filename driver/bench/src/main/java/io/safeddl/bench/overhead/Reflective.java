package io.safeddl.bench.overhead;

import io.safeddl.sql.FastPath;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.BaseStatement;

/** The way not taken: the same faces by reflection, to know what it would cost. */
record Reflective(Object delegate) implements InvocationHandler {
  static BaseConnection over(BaseConnection delegate) {
    return (BaseConnection) proxy(delegate, BaseConnection.class);
  }

  private static Object proxy(Object delegate, Class<?>... interfaces) {
    return Proxy.newProxyInstance(
        Reflective.class.getClassLoader(), interfaces, new Reflective(delegate));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().startsWith("execute")
        && arguments != null
        && arguments[0] instanceof String sql
        && !FastPath.passes(sql)) {
      throw new SQLException("not on the fast path: " + sql);
    }
    try {
      return face(method.invoke(delegate, arguments));
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static @Nullable Object face(@Nullable Object result) {
    if (result instanceof ResultSet) {
      return proxy(result, ResultSet.class);
    }
    if (result instanceof PreparedStatement) {
      return proxy(result, PreparedStatement.class, BaseStatement.class);
    }
    return result instanceof Statement ? proxy(result, BaseStatement.class) : result;
  }
}
