package io.safeddl.check.source;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of names, as shells know them: {@code *} stops at a slash, {@code **} does not, and
 * {@code **}{@code /} stands for no folder too. One without a slash is about the last name alone,
 * of a file or of a folder.
 */
public final class Globs {
  private static final String SPECIAL = "*?[{";

  private final List<PathMatcher> names = new ArrayList<>();
  private final List<PathMatcher> paths = new ArrayList<>();

  /**
   * Patterns.
   *
   * @throws java.util.regex.PatternSyntaxException for what is no pattern
   */
  public Globs(Collection<String> patterns) {
    for (var pattern : patterns) {
      var glob = strip(pattern.replace('\\', '/'));
      if (glob.indexOf('/') < 0) {
        names.add(matcher(glob));
      } else {
        paths.add(matcher(glob.replace("**/", "{**/,}")));
      }
    }
  }

  /** True where one of them is this path's or that of a folder that it is in. */
  public boolean matches(Path path) {
    for (var it = fromHere(path); it != null; it = it.getParent()) {
      var folder = it;
      var name = folder.getFileName();
      if (paths.stream().anyMatch(glob -> glob.matches(folder))
          || (name != null && names.stream().anyMatch(glob -> glob.matches(name)))) {
        return true;
      }
    }
    return false;
  }

  /** True where a path itself, not its last name alone, is that of one of them. */
  boolean isPath(Path path) {
    var plain = path.normalize();
    return paths.stream().anyMatch(glob -> glob.matches(plain))
        || (plain.getNameCount() == 1 && names.stream().anyMatch(glob -> glob.matches(plain)));
  }

  /** Patterns are written from the folder in which the command runs. */
  private static @Nullable Path fromHere(Path path) {
    var here = Path.of("").toAbsolutePath();
    var plain = path.normalize();
    return plain.isAbsolute() && plain.startsWith(here) ? here.relativize(plain) : plain;
  }

  /** True for a text that is no plain name. */
  public static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
  }

  /** The folder in which all that a pattern matches is. */
  public static String root(String pattern) {
    var glob = strip(pattern.replace('\\', '/'));
    var special = 0;
    while (special < glob.length() && SPECIAL.indexOf(glob.charAt(special)) < 0) {
      special++;
    }
    return glob.substring(0, glob.lastIndexOf('/', special) + 1);
  }

  private static String strip(String glob) {
    var stripped = glob.startsWith("./") ? glob.substring(2) : glob;
    return stripped.length() > 1 && stripped.endsWith("/")
        ? stripped.substring(0, stripped.length() - 1)
        : stripped;
  }

  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }
}
