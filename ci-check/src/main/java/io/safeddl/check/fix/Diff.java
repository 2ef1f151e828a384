package io.safeddl.check.fix;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changes as a unified diff, which {@code git apply} and {@code patch -p1} take. */
public final class Diff {
  private static final int CONTEXT = 3;

  /** How the library begins the part of a file that was not there. */
  private static final String NONE = "@@ -1,0 ";

  private Diff() {}

  /** All of them. */
  public static String of(List<Change> changes) {
    var text = new StringBuilder();
    for (var change : changes) {
      var before = lines(change.before());
      var after = lines(change.after());
      var name = name(change);
      UnifiedDiffUtils.generateUnifiedDiff(
              change.before() == null ? "/dev/null" : "a/" + name,
              "b/" + name,
              before,
              DiffUtils.diff(before, after),
              CONTEXT)
          .forEach(line -> text.append(head(line)).append('\n'));
    }
    return text.toString();
  }

  /** A file that was not there has no first line. */
  private static String head(String line) {
    return line.startsWith(NONE) ? "@@ -0,0 " + line.substring(NONE.length()) : line;
  }

  private static String name(Change change) {
    return change.name().startsWith("/") ? change.name().substring(1) : change.name();
  }

  private static List<String> lines(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return List.of();
    }
    var ended = text.endsWith("\n");
    List<String> lines =
        new ArrayList<>(
            List.of((ended ? text.substring(0, text.length() - 1) : text).split("\n", -1)));
    if (!ended) {
      var last = lines.size() - 1;
      lines.set(last, lines.get(last) + "\n\\ No newline at end of file");
    }
    return lines;
  }
}
