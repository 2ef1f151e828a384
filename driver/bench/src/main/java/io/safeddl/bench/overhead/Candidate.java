package io.safeddl.bench.overhead;

import com.p6spy.engine.common.ConnectionInformation;
import com.p6spy.engine.event.DefaultEventListener;
import com.p6spy.engine.wrapper.ConnectionWrapper;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import io.safeddl.jdbc.Faces;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/** The drivers that are compared. */
public enum Candidate {
  /** The stub, or pgjdbc, by itself. */
  RAW {
    @Override
    Connection over(BaseConnection delegate) {
      return delegate;
    }
  },
  SAFEDDL {
    @Override
    Connection over(BaseConnection delegate) {
      return Faces.over(delegate);
    }
  },
  /** SafeDDL as it would be with java.lang.reflect.Proxy. */
  REFLECTIVE {
    @Override
    Connection over(BaseConnection delegate) {
      return Reflective.over(delegate);
    }
  },
  /** p6spy 3.9.1 without its logging module: the proxies alone. */
  P6SPY {
    @Override
    Connection over(BaseConnection delegate) {
      return ConnectionWrapper.wrap(
          delegate,
          DefaultEventListener.INSTANCE,
          ConnectionInformation.fromTestConnection(delegate));
    }
  },
  /** OpenTelemetry JDBC 2.31.1-alpha with the no-op API: no spans are made. */
  OTEL {
    @Override
    Connection over(BaseConnection delegate) throws SQLException {
      return JdbcTelemetry.create(OpenTelemetry.noop()).wrap(new Single(delegate)).getConnection();
    }
  };

  abstract Connection over(BaseConnection delegate) throws SQLException;

  /** A data source of one connection. */
  private record Single(Connection connection) implements DataSource {
    @Override
    public Connection getConnection() {
      return connection;
    }

    @Override
    public Connection getConnection(String user, String password) {
      return connection;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
