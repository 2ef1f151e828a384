package io.safeddl.check.fix;

import io.safeddl.check.judge.Located;
import io.safeddl.check.source.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is said of what was fixed, and of what was not. */
public final class Messages {
  private Messages() {}

  /**
   * The lines.
   *
   * @param remaining how many findings are told afterwards
   * @param dry nothing is written
   */
  public static List<String> of(Fixed fixed, List<Change> changes, int remaining, boolean dry) {
    List<String> lines = new ArrayList<>();
    Map<SourceFile, List<Located>> byFile = new LinkedHashMap<>();
    for (var found : fixed.fixed()) {
      byFile.computeIfAbsent(fixed.origin(found), key -> new ArrayList<>()).add(found);
    }
    byFile.forEach(
        (file, its) ->
            lines.add((dry ? "would fix " : "fixed ") + file.name() + ": " + rules(its, file)));
    for (var change : changes) {
      if (change.before() == null) {
        lines.add((dry ? "would write " : "wrote ") + change.name());
      }
    }
    for (var it : fixed.left()) {
      var region = it.finding().region();
      lines.add(
          "not fixed "
              + region.file().name()
              + ":"
              + region.start().line()
              + ": "
              + it.finding().finding().rule().id()
              + ": "
              + it.reason());
    }
    lines.addAll(fixed.remarks());
    lines.add(summary(fixed.fixed().size(), remaining, dry));
    return lines;
  }

  private static String rules(List<Located> found, SourceFile file) {
    return found.stream()
        .map(
            it ->
                it.finding().rule().id()
                    // Of a text that was being written already the line is nowhere to be seen.
                    + (it.region().file() == file
                        ? " (line " + it.region().start().line() + ")"
                        : ""))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String summary(int done, int stay, boolean dry) {
    var what = done == 0 ? "nothing" : done + (done == 1 ? " finding" : " findings");
    var was = dry ? " would be" : done > 1 ? " were" : " was";
    var remain = dry ? " would remain" : stay == 1 ? " remains" : " remain";
    return what + was + " fixed, " + stay + remain;
  }
}
