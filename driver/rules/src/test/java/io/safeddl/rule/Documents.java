package io.safeddl.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The pages under {@code docs/} that are made from the rules. With {@code
 * -Dsafeddl.docs.update=true} they are written, else compared.
 */
final class Documents {
  static final boolean UPDATE = Boolean.getBoolean("safeddl.docs.update");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

  private Documents() {}

  /** {@code docs/} of the project. */
  static Path folder() {
    for (var path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
      if (Files.exists(path.resolve("mvnw"))) {
        return path.resolve("docs");
      }
    }
    throw new IllegalStateException("not inside the project");
  }

  /** Writes the page, or says where it differs. */
  static void check(Path page, String content) {
    try {
      if (UPDATE) {
        Files.createDirectories(page.getParent());
        Files.writeString(page, content);
      }
      assertThat(Files.exists(page) ? Files.readString(page) : "")
          .as("%s is made from the rules; to make it anew: -Dsafeddl.docs.update=true", page)
          .isEqualTo(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The links of a page that lead nowhere; those to other sites must be to the manual. */
  static Set<String> brokenLinks(Path page) throws IOException {
    var broken = new TreeSet<String>();
    var links = LINK.matcher(Files.readString(page));
    while (links.find()) {
      var link = links.group(1);
      var resolves =
          link.startsWith("https://www.postgresql.org/docs/current/")
              || Files.exists(page.resolveSibling(link.replaceFirst("#.*", "")));
      if (!resolves) {
        broken.add(link);
      }
    }
    return broken;
  }
}
