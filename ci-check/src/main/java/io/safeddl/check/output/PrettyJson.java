package io.safeddl.check.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/**
 * Values as JSON for people and scripts, by their records' components; absent values are absent
 * keys. Of what is written for every {@code check}, nothing goes this way: reflection is slow to
 * start.
 */
public final class PrettyJson {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private PrettyJson() {}

  /** The text of a value, without a last line break. */
  public static String of(Object value) {
    return GSON.toJson(value);
  }
}
