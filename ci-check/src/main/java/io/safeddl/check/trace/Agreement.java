package io.safeddl.check.trace;

/** How what was seen compares with what was predicted; the worst is last. */
public enum Agreement {
  /** It could not be compared. */
  NOT_COMPARED("not compared"),
  /** It is what was predicted. */
  AGREES("agrees"),
  /** Less was seen: the prediction was too careful, at least here. */
  LESS_HAPPENED("predicted more"),
  /** More was seen: a mistake of the prediction. */
  MORE_HAPPENED("predicted less");

  private final String words;

  Agreement(String words) {
    this.words = words;
  }

  /** For people: what the prediction did. */
  public String words() {
    return words;
  }
}
