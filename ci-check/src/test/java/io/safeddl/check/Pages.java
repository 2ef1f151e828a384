package io.safeddl.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files under {@code docs/}, and parts of them, that are made from the program. With {@code
 * -Dsafeddl.docs.update=true} they are written, else compared.
 */
public final class Pages {
  private static final Path DOCS = Path.of("../docs");

  private Pages() {}

  /** A whole file. */
  public static void check(String name, String content) {
    var file = DOCS.resolve(name);
    try {
      if (Boolean.getBoolean("safeddl.docs.update")) {
        Files.writeString(file, content);
      }
      assertThat(content)
          .as("docs/%s; to write it anew: -Dsafeddl.docs.update=true", name)
          .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The part of a file between two comments, {@code <!-- part -->} and {@code <!-- /part -->}. */
  public static void checkPart(String name, String part, String content) {
    var begin = "<!-- " + part + " -->\n";
    var end = "<!-- /" + part + " -->\n";
    try {
      var page = Files.readString(DOCS.resolve(name));
      assertThat(page).contains(begin).contains(end);
      var from = page.indexOf(begin) + begin.length();
      check(name, page.substring(0, from) + content + page.substring(page.indexOf(end)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
