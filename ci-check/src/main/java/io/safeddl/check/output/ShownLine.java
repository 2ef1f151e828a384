package io.safeddl.check.output;

/**
 * A line of a file as a terminal shows it, with a part of it underlined: tabs are spread, wide
 * characters counted as such, and of a line that is too long there is the part around the mark.
 *
 * @param text the line
 * @param indent how many columns stand before the mark
 * @param length how many columns the mark is long
 */
record ShownLine(String text, int indent, int length) {
  private static final int TAB = 4;
  private static final char ELLIPSIS = '…';

  /** How much of a long line is shown before the mark. */
  private static final int BEFORE = 20;

  /**
   * Lays a line out.
   *
   * @param from offset of the first character that is marked
   * @param to offset behind the last one
   * @param width how many columns there are
   */
  static ShownLine of(String line, int from, int to, int width) {
    var start = column(line, from);
    var end = Math.max(column(line, to), start + 1);
    var all = column(line, line.length());
    if (all <= width) {
      return new ShownLine(cut(line, 0, all), start, end - start);
    }
    var left = start < width - BEFORE ? 0 : start - BEFORE;
    var right = Math.min(all, left + width - 2);
    var text = (left > 0 ? ELLIPSIS : "") + cut(line, left, right) + (right < all ? ELLIPSIS : "");
    var shift = left > 0 ? left - 1 : 0;
    return new ShownLine(text, start - shift, Math.min(end, right) - start);
  }

  /** The column in which the character of this offset begins. */
  private static int column(String line, int offset) {
    var column = 0;
    for (var i = 0;
        i < Math.min(offset, line.length());
        i += Character.charCount(line.codePointAt(i))) {
      column += width(line.codePointAt(i), column);
    }
    return column;
  }

  private static int width(int codePoint, int column) {
    return codePoint == '\t' ? TAB - column % TAB : DisplayWidth.of(Printable.of(codePoint));
  }

  /** The characters between two columns; half a character is a space. */
  private static String cut(String line, int left, int right) {
    var text = new StringBuilder();
    var column = 0;
    for (var i = 0; i < line.length() && column < right; ) {
      var codePoint = line.codePointAt(i);
      var width = width(codePoint, column);
      if (codePoint == '\t' || column < left || column + width > right) {
        var visible = Math.min(column + width, right) - Math.max(column, left);
        text.append(" ".repeat(Math.max(0, visible)));
      } else {
        text.appendCodePoint(Printable.of(codePoint));
      }
      column += width;
      i += Character.charCount(codePoint);
    }
    return text.toString();
  }
}
