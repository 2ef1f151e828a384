package io.safeddl.rule.advice;

/** A script to paste: statements, and what has to be said about them as comments. */
public final class Paste {
  private final StringBuilder text = new StringBuilder();

  /** Adds a statement; the semicolon is put behind it. */
  public Paste run(String sql) {
    return line(sql + ";");
  }

  /** Adds a remark, one comment line for each line of it. */
  public Paste say(String remark) {
    remark.lines().forEach(each -> line("-- " + each));
    return this;
  }

  /** Adds another script. */
  public Paste add(Paste other) {
    return other.text.isEmpty() ? this : line(other.text());
  }

  private Paste line(String line) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append(line);
    return this;
  }

  /** True where nothing has been added. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** The script. */
  public String text() {
    return text.toString();
  }
}
