package io.safeddl.bench.overhead;

import static net.bytebuddy.matcher.ElementMatchers.any;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.matcher.ElementMatcher;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.BaseStatement;

/** A driver that does nothing: concrete classes whose methods return constants. */
final class Stub {
  private static final ElementMatcher<MethodDescription> OF_OBJECT = isDeclaredBy(Object.class);

  private Stub() {}

  /** A connection whose statements are always the same, and their result sets too. */
  static BaseConnection connection() throws SQLException {
    ResultSet rows = make(ResultSet.class, List.of(ResultSet.class), Map.of());
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("executeQuery", rows);
    results.put("getResultSet", rows);
    BaseStatement statement = make(BaseStatement.class, List.of(BaseStatement.class), results);
    PreparedStatement prepared =
        make(
            PreparedStatement.class,
            List.of(PreparedStatement.class, BaseStatement.class),
            results);
    Map<String, Object> statements = new LinkedHashMap<>();
    statements.put("createStatement", statement);
    statements.put("prepareStatement", prepared);
    statements.put(
        "getMetaData",
        make(
            DatabaseMetaData.class,
            List.of(DatabaseMetaData.class),
            Map.of("getURL", "jdbc:postgresql://localhost/stub")));
    return make(BaseConnection.class, List.of(BaseConnection.class), statements);
  }

  /** One object; what is not named returns null, 0 or false. */
  private static <T> T make(Class<T> type, List<Class<?>> interfaces, Map<String, Object> fixed)
      throws SQLException {
    DynamicType.Builder<Object> builder =
        new ByteBuddy()
            .subclass(Object.class)
            .name("io.safeddl.bench.overhead.Stub" + type.getSimpleName())
            .implement(interfaces)
            .method(any().and(not(OF_OBJECT)))
            .intercept(StubMethod.INSTANCE);
    for (Map.Entry<String, Object> entry : fixed.entrySet()) {
      builder =
          builder.method(named(entry.getKey())).intercept(FixedValue.reference(entry.getValue()));
    }
    try (var made = builder.make()) {
      return type.cast(
          made.load(Stub.class.getClassLoader(), ClassLoadingStrategy.Default.INJECTION)
              .getLoaded()
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException e) {
      throw new SQLException("the stub cannot be made", e);
    }
  }
}
