package io.safeddl.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results as JSON: one object per file, keys in camelCase, durations in milliseconds. */
public final class Json {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private Json() {}

  /** Writes the object, making the directories above. */
  public static void write(Path file, Object object) throws IOException {
    var directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.writeString(file, GSON.toJson(object) + System.lineSeparator());
  }

  /** The object as text. */
  public static String text(Object object) {
    return GSON.toJson(object);
  }
}
