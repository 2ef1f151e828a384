package io.safeddl.check.source;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads files as text: UTF-8, with or without a byte order mark, with any line ends. */
public final class SourceReader {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int BYTE = 0xff;

  private SourceReader() {}

  /**
   * Reads a file.
   *
   * @throws IOException naming the file, where it cannot be read or is not UTF-8
   */
  public static SourceFile read(Path path) throws IOException {
    return decode(name(path), Files.readAllBytes(path), path);
  }

  /**
   * The text of bytes.
   *
   * @throws IOException naming the file, where they are not UTF-8
   */
  public static SourceFile decode(String name, byte[] bytes, @Nullable Path path)
      throws IOException {
    if (isUtf16(bytes)) {
      throw new IOException(name + " is UTF-16, which cannot be read here: save it as UTF-8");
    }
    var buffer = ByteBuffer.wrap(bytes);
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
      // A byte order mark, which some editors write, is no part of the SQL.
      var marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return new SourceFile(name, marked ? text.substring(1) : text, path);
    } catch (CharacterCodingException e) {
      throw new IOException(
          name + " is not UTF-8 (line " + line(bytes, buffer.position()) + "): save it as UTF-8",
          e);
    }
  }

  /** How a path is written in reports. */
  public static String name(Path path) {
    // Elsewhere than on Windows a backslash is a character like others.
    return path.toString().replace(File.separatorChar, '/');
  }

  /** By its mark, or without one by the zero that is half of each ASCII character. */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    var first = bytes[0] & BYTE;
    var second = bytes[1] & BYTE;
    return (first == 0xfe && second == 0xff)
        || (first == 0xff && second == 0xfe)
        || (first == 0) != (second == 0);
  }

  private static int line(byte[] bytes, int offset) {
    var line = 1;
    for (var i = 0; i < offset; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }
}
