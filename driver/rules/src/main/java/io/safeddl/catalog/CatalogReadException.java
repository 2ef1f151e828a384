package io.safeddl.catalog;

/**
 * The catalog could not be read; the cause is the server's or the connection's own error. Thrown
 * instead of an answer, because "not known" would be an answer.
 *
 * <p>In a transaction that has failed (SQLSTATE 25P02) every read fails so. The caller then sends
 * the user's statement as it is, and the server's own error reaches the user.
 */
public final class CatalogReadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CatalogReadException(String message, Throwable cause) {
    super(message, cause);
  }
}
