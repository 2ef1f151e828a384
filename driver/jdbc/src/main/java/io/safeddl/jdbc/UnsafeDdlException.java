package io.safeddl.jdbc;

import io.safeddl.rule.Finding;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SafeDDL did not let a statement do what it would have done. Its message alone is enough to act
 * on.
 *
 * <p>The SQLSTATE tells why: {@code 0A000} a rule refuses the statement, and nothing has run;
 * {@code 55P03} a lock was not to be had, or a build would have waited for ever; {@code 25P02} the
 * transaction has failed before; {@code 57014} a time limit was reached.
 */
public final class UnsafeDdlException extends SQLException {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  /** Without findings: a lock, a limit. */
  public UnsafeDdlException(String message, String sqlState, @Nullable Throwable cause) {
    super(message, sqlState, cause);
    this.findings = List.of();
  }

  /** A refusal by rules. */
  public UnsafeDdlException(String message, String sqlState, List<Finding> findings) {
    super(message, sqlState);
    this.findings = List.copyOf(findings);
  }

  /** What was found; empty where no rule spoke, and in a copy that was serialized. */
  @SuppressWarnings("NullAway") // a transient field is null after deserialization
  public List<Finding> findings() {
    return findings == null ? List.of() : findings;
  }
}
