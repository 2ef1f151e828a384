package io.safeddl.check.config;

import java.io.IOException;

/**
 * Something in {@code safeddl.yaml} is wrong; the message names the file, the line and the cure.
 */
public final class ConfigurationException extends IOException {
  private static final long serialVersionUID = 1L;

  ConfigurationException(String message) {
    super(message);
  }
}
