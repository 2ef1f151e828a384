package io.safeddl.check;

import io.safeddl.check.output.Format;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One {@code --output FORMAT=FILE}.
 *
 * @param format the form
 * @param file where it goes; it is overwritten
 */
record OutputFile(Format format, Path file) {
  /** Reads it from the command line. */
  static final class Converter implements ITypeConverter<OutputFile> {
    @Override
    public OutputFile convert(String value) {
      var equals = value.indexOf('=');
      if (equals <= 0 || equals == value.length() - 1) {
        throw new TypeConversionException("it is FORMAT=FILE, for instance sarif=safeddl.sarif");
      }
      var word = value.substring(0, equals);
      for (var format : Format.values()) {
        if (format.name().equalsIgnoreCase(word)) {
          return new OutputFile(format, path(value.substring(equals + 1)));
        }
      }
      throw new TypeConversionException(
          "there is no format "
              + word
              + "; there are text, json, sarif, github, gitlab, junit and markdown");
    }

    private static Path path(String file) {
      try {
        return Path.of(file);
      } catch (InvalidPathException e) {
        throw new TypeConversionException("it is no path: " + file);
      }
    }
  }
}
