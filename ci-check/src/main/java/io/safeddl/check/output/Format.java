package io.safeddl.check.output;

/** The words of {@code --format}. */
public enum Format {
  text,
  json;

  /** What writes it. */
  public Output output() {
    return switch (this) {
      case text -> new TextOutput();
      case json -> new JsonOutput();
    };
  }
}
