package io.safeddl.check.config;

/** The file that {@code init} writes: every key, explained, and commented out. */
public final class Template {
  private static final int WIDTH = 98;

  private Template() {}

  /** Its text. */
  public static String text() {
    var text = new StringBuilder();
    text.append(
        "# What safeddl-check goes by in this folder and below it; options on the command\n");
    text.append("# line beat it. A key that does not exist is an error.\n");
    for (var key : Key.values()) {
      text.append('\n');
      wrap(key.description(), text);
      text.append("# ").append(key.word()).append(": ").append(key.example()).append('\n');
    }
    return text.toString();
  }

  private static void wrap(String description, StringBuilder text) {
    var column = 0;
    for (var word : description.split(" ", -1)) {
      if (column == 0 || column + word.length() + 1 > WIDTH) {
        text.append(column == 0 ? "#" : "\n#");
        column = 1;
      }
      text.append(' ').append(word);
      column += word.length() + 1;
    }
    text.append('\n');
  }
}
