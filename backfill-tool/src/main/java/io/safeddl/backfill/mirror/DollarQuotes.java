package io.safeddl.backfill.mirror;

/** Dollar quotes (manual section 4.1.2.4). */
public final class DollarQuotes {
  private DollarQuotes() {}

  /** The text between quotes that do not occur in it. */
  public static String around(String text) {
    var quote = "$safeddl$";
    for (var i = 1; text.contains(quote); i++) {
      quote = "$safeddl" + i + "$";
    }
    return quote + text + quote;
  }
}
