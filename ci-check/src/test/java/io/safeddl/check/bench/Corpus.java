package io.safeddl.check.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Migrations of the size of a large application's: the PostgreSQL scripts of real products,
 * repeated under other names, in files for Flyway.
 *
 * @param folder that holds the files
 * @param files how many there are
 * @param lines how many they have in all
 */
record Corpus(Path folder, int files, int lines) {
  private static final int LINES_OF_A_FILE = 400;

  /** What a script makes gets another name each time; what it uses is what it or another makes. */
  private static final Pattern MADE =
      Pattern.compile(
          "(?i)\\b(?:create\\s+(?:or\\s+replace\\s+)?(?:unique\\s+)?"
              + "(?:table|index|sequence|view|function|trigger)|add\\s+constraint)\\s+"
              + "(?:concurrently\\s+)?(?:if\\s+not\\s+exists\\s+)?(?!on\\b|if\\b)(?:\\w+\\.)?(\\w+)");

  private static final Pattern WORD = Pattern.compile("\\b[A-Za-z_]\\w*");

  /**
   * Writes one.
   *
   * @param scripts the folder with the scripts of the products
   * @param lines how many it shall have at least
   */
  static Corpus write(Path scripts, Path folder, int lines) throws IOException {
    var texts = texts(scripts);
    var names = names(texts);
    Files.createDirectories(folder);
    var file = new StringBuilder();
    var files = 0;
    var inFile = 0;
    var written = 0;
    for (var round = 1; written < lines; round++) {
      for (var text : texts) {
        var renamed = rename(text, names, "_r" + round);
        file.append(renamed).append('\n');
        inFile += (int) renamed.lines().count() + 1;
        if (inFile >= LINES_OF_A_FILE || written + inFile >= lines) {
          files++;
          Files.writeString(folder.resolve("V" + files + "__part.sql"), file);
          file.setLength(0);
          written += inFile;
          inFile = 0;
        }
        if (written >= lines) {
          break;
        }
      }
    }
    return new Corpus(folder, files, written);
  }

  private static List<String> texts(Path scripts) throws IOException {
    try (var files = Files.walk(scripts)) {
      var texts = new ArrayList<String>();
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        texts.add(Files.readString(file, StandardCharsets.UTF_8).strip());
      }
      if (texts.isEmpty()) {
        throw new IOException("there are no scripts in " + scripts);
      }
      return texts;
    }
  }

  private static Set<String> names(List<String> texts) {
    var names = new HashSet<String>();
    for (var text : texts) {
      var made = MADE.matcher(text);
      while (made.find()) {
        names.add(made.group(1).toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private static String rename(String text, Set<String> names, String suffix) {
    return WORD.matcher(text)
        .replaceAll(
            it ->
                names.contains(it.group().toLowerCase(Locale.ROOT))
                    ? it.group() + suffix
                    : it.group());
  }
}
