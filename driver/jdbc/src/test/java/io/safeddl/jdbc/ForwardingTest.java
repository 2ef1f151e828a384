package io.safeddl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.run.Gate;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.BaseStatement;

/**
 * Every method of every interface: none is left to a default of {@code java.sql} (which would throw
 * "not supported" where pgjdbc can do it), and what is handed on is handed on as it came.
 */
final class ForwardingTest {
  private static final Map<Class<?>, Class<?>> FACES =
      Map.of(
          Connection.class, SafeConnection.class,
          PGConnection.class, SafeConnection.class,
          BaseConnection.class, SafeConnection.class,
          Statement.class, SafeStatement.class,
          PGStatement.class, SafeStatement.class,
          BaseStatement.class, SafeStatement.class,
          PreparedStatement.class, SafePreparedStatement.class,
          CallableStatement.class, SafeCallableStatement.class,
          ResultSet.class, SafeResultSet.class);

  /** The last call on the delegate. */
  private @Nullable Method called;

  private Object @Nullable [] arguments;

  private <T> T delegate(Class<T> type, Class<?>... more) {
    InvocationHandler handler =
        (proxy, method, given) -> {
          if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals") ? (Object) (proxy == given[0]) : 1;
          }
          called = method;
          arguments = given;
          return sample(method.getReturnType());
        };
    Class<?>[] all = Stream.concat(Stream.of(type), Stream.of(more)).toArray(Class<?>[]::new);
    return type.cast(Proxy.newProxyInstance(ForwardingTest.class.getClassLoader(), all, handler));
  }

  private Object face(Class<?> type) {
    var connection = new SafeConnection(delegate(BaseConnection.class), Gate.OPEN);
    if (type == SafeConnection.class) {
      return connection;
    }
    if (type == SafeStatement.class) {
      return new SafeStatement(connection, delegate(BaseStatement.class));
    }
    if (type == SafePreparedStatement.class) {
      return new SafePreparedStatement(
          connection, delegate(PreparedStatement.class, BaseStatement.class), "SELECT 1");
    }
    if (type == SafeCallableStatement.class) {
      return new SafeCallableStatement(
          connection, delegate(CallableStatement.class, BaseStatement.class), "SELECT 1");
    }
    return new SafeResultSet(delegate(ResultSet.class), connection, null);
  }

  static Stream<Named<Method>> methods() {
    return FACES.keySet().stream()
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .map(method -> Named.of(method.toString(), method));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void isImplementedByTheFaceOrByTheForwarding(Method method) throws Exception {
    Class<?> face = Objects.requireNonNull(FACES.get(method.getDeclaringClass()));
    Method found = face.getMethod(method.getName(), method.getParameterTypes());
    assertThat(found.getDeclaringClass().getPackageName()).startsWith("io.safeddl.jdbc");
  }

  static Stream<Named<Method>> forwarded() {
    return FACES.values().stream()
        .distinct()
        .flatMap(face -> Stream.of(face.getMethods()))
        .distinct()
        .filter(method -> method.getDeclaringClass().getPackageName().endsWith(".forwarding"))
        .filter(method -> !List.of("delegate", "prepared", "callable").contains(method.getName()))
        .filter(method -> !method.isBridge())
        .map(method -> Named.of(method.toString(), method));
  }

  @ParameterizedTest
  @MethodSource("forwarded")
  void isHandedOnAsItCame(Method method) throws Exception {
    Class<?> type =
        FACES.values().stream()
            .filter(method.getDeclaringClass()::isAssignableFrom)
            .filter(face -> face != SafeCallableStatement.class || callable(method))
            .findFirst()
            .orElseThrow();
    Object face = face(type);
    Object[] given =
        Arrays.stream(method.getParameterTypes()).map(ForwardingTest::sample).toArray();
    Object result = method.invoke(face, given);
    Method on = Objects.requireNonNull(called);
    assertThat(on.getName()).isEqualTo(method.getName());
    assertThat(on.getParameterTypes()).isEqualTo(method.getParameterTypes());
    assertThat(arguments == null ? new Object[0] : arguments).containsExactly(given);
    assertThat(result).isEqualTo(sample(method.getReturnType()));
  }

  private static boolean callable(Method method) {
    return method.getDeclaringClass().getSimpleName().startsWith("Callable");
  }

  /** A value of a type that is not what an uninitialised one would be, where there is one. */
  private static @Nullable Object sample(Class<?> type) {
    if (type == void.class) {
      return null;
    }
    if (type == boolean.class) {
      return true;
    }
    if (type == char.class) {
      return 'c';
    }
    if (type.isPrimitive()) {
      Object array = Array.newInstance(type, 1);
      Array.setByte(array, 0, (byte) 7);
      return Array.get(array, 0);
    }
    if (type == String.class) {
      return "text";
    }
    if (type == Class.class) {
      return String.class;
    }
    return type.isEnum() ? type.getEnumConstants()[0] : null;
  }
}
