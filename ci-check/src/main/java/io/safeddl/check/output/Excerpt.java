package io.safeddl.check.output;

import io.safeddl.check.source.Region;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a file that a region is on, numbered, with the region underlined.
 *
 * @param lines the first of them
 * @param more how many there are besides
 */
record Excerpt(List<Line> lines, int more) {
  /** More than this says no more. */
  private static final int MOST = 4;

  /** A line with its number. */
  record Line(int number, ShownLine shown) {}

  static Excerpt of(Region region, int width) {
    var file = region.file();
    var first = region.start().line();
    var last = region.end().line();
    var shown = last - first < MOST ? last : first + MOST - 2;
    var lines = new ArrayList<Line>(MOST);
    for (var number = first; number <= shown; number++) {
      var line = file.line(number);
      var from = number == first ? region.start().column() - 1 : indentation(line);
      var to = number == last ? region.end().column() - 1 : line.stripTrailing().length();
      lines.add(new Line(number, ShownLine.of(line, from, to, width)));
    }
    return new Excerpt(lines, last - shown);
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }
}
