package io.safeddl.check.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build wrote down. */
public final class ProgramVersion {
  private static final String FILE = "/io/safeddl/check/version.properties";

  private ProgramVersion() {}

  /** Its number. */
  public static String number() {
    var properties = new Properties();
    try (var in = ProgramVersion.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
