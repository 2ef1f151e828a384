package io.safeddl.tool;

import com.zaxxer.hikari.SQLExceptionOverride;
import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.SQLException;

/**
 * Tells HikariCP that a refusal does not mean a broken connection.
 *
 * <p>HikariCP closes a connection whose statement fails with SQLSTATE 0A000, which is that of a
 * refusal. Liquibase could then not give back its lock, and would say "Connection is closed"
 * instead of what was refused. Where Spring Boot makes the pool, it is told of this class;
 * elsewhere the pool's {@code exceptionOverrideClassName} names it.
 */
public final class HikariExceptionOverride implements SQLExceptionOverride {
  /** Called by HikariCP. */
  public HikariExceptionOverride() {}

  @java.lang.Override
  public Override adjudicate(SQLException exception) {
    return exception instanceof UnsafeDdlException
        ? Override.DO_NOT_EVICT
        : Override.CONTINUE_EVICT;
  }
}
