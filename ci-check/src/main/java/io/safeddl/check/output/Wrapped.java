package io.safeddl.check.output;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines at its spaces. */
final class Wrapped {
  private Wrapped() {}

  /** Lines of at most this many columns, but for words that are longer. */
  static List<String> lines(String text, int width) {
    var lines = new ArrayList<String>();
    for (var paragraph : text.split("\n", -1)) {
      var line = new StringBuilder();
      var columns = 0;
      for (var word : paragraph.split(" ", -1)) {
        var length = word.codePoints().map(DisplayWidth::of).sum();
        if (!line.isEmpty() && columns + 1 + length > width) {
          lines.add(line.toString());
          line.setLength(0);
          columns = 0;
        }
        if (!line.isEmpty()) {
          line.append(' ');
          columns++;
        }
        line.append(word);
        columns += length;
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
