package io.safeddl.check.trace;

import io.safeddl.check.source.Region;
import io.safeddl.sql.PsqlText;
import org.jspecify.annotations.Nullable;

/** The data that follow {@code COPY … FROM STDIN} in its file, as psql sends them. */
final class CopyData {
  private static final String END = "\\.";

  private CopyData() {}

  /** Those behind this statement; null where the file holds none for it. */
  static @Nullable String behind(Region statement) {
    var text = statement.file().text();
    var behind = statement.span().end();
    for (var skipped : PsqlText.read(text).skipped()) {
      if (skipped.kind() == PsqlText.Kind.COPY_DATA && skipped.span().start() >= behind) {
        var between = text.substring(behind, skipped.span().start());
        return between.replace(";", "").isBlank() ? data(skipped.span().in(text)) : null;
      }
    }
    return null;
  }

  private static String data(String lines) {
    return lines.substring(0, lines.lastIndexOf(END));
  }
}
