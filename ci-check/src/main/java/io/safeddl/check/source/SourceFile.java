package io.safeddl.check.source;

import java.util.Arrays;

/** A file's text and the name under which it is reported. */
public final class SourceFile {
  private final String name;
  private final String text;

  /** Where each line begins. */
  private final int[] lines;

  /**
   * A file.
   *
   * @param name as the user named it, or found in a folder that he named; with {@code /}
   * @param text without a byte order mark
   */
  public SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
    this.lines = lines(text);
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
