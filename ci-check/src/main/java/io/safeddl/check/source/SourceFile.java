package io.safeddl.check.source;

import io.safeddl.sql.Span;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file's text and the name under which it is reported. */
public final class SourceFile {
  private final String name;
  private final String text;
  private final @Nullable Path path;

  /** Where each line begins. */
  private final int[] lines;

  /**
   * A text that is in no file.
   *
   * @param name under which it is reported
   * @param text without a byte order mark
   */
  public SourceFile(String name, String text) {
    this(name, text, null);
  }

  /**
   * A file.
   *
   * @param name as the user named it, or found in a folder that he named; with {@code /}
   * @param text without a byte order mark
   * @param path where it is; null for standard input
   */
  public SourceFile(String name, String text, @Nullable Path path) {
    this.name = name;
    this.text = text;
    this.path = path;
    this.lines = lines(text);
  }

  /** Where it is; null for what is in no file. */
  public @Nullable Path path() {
    return path;
  }

  /** The name without its folders. */
  public String shortName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** The names of its folders, with the last slash; empty where there are none. */
  public String folder() {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  /** The whole of it. */
  public Region whole() {
    return Region.of(this, new Span(0, text.length()));
  }

  /** Its first line. */
  public Region firstLine() {
    return Region.of(this, new Span(0, line(1).length()));
  }

  /** The name under which it is reported. */
  public String name() {
    return name;
  }

  /** The whole text. */
  public String text() {
    return text;
  }

  /** The line and column of an offset into the text. */
  public Position position(int offset) {
    var found = Arrays.binarySearch(lines, offset);
    var line = found >= 0 ? found : -found - 2;
    return new Position(line + 1, offset - lines[line] + 1);
  }

  /** A line's text without its end; from 1. */
  public String line(int number) {
    var end = number < lines.length ? lines[number] : text.length();
    while (end > lines[number - 1]
        && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(lines[number - 1], end);
  }

  private static int[] lines(String text) {
    var starts = new int[16];
    var count = 1;
    for (var end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = end + 1;
    }
    return Arrays.copyOf(starts, count);
  }
}
