package io.safeddl.backfill.spec;

import java.io.IOException;

/** Something in a spec file is wrong; the message names the file, the line and the cure. */
public final class SpecException extends IOException {
  private static final long serialVersionUID = 1L;

  SpecException(String message) {
    super(message);
  }

  SpecException(String message, Throwable cause) {
    super(message, cause);
  }
}
