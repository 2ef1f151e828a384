package io.safeddl.check.migration;

import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sqitch's {@code sqitch.plan}, which orders the changes (sqitchplan's page, "Changes"): {@code
 * deploy/name.sql} is run, {@code revert/name.sql} and {@code verify/name.sql} are no migrations.
 */
final class SqitchPlan {
  private static final String FILE = "sqitch.plan";
  private static final String SUFFIX = ".sql";

  private SqitchPlan() {}

  /** The files, those of a plan in its order and without those that it does not run. */
  static List<SourceFile> ordered(List<SourceFile> files) throws IOException {
    Map<Path, Map<String, Integer>> plans = new HashMap<>();
    Map<SourceFile, Integer> places = new LinkedHashMap<>();
    var others = new ArrayList<SourceFile>(files.size());
    for (var file : files) {
      var plan = plan(file);
      if (plan == null) {
        others.add(file);
      } else if (plan.endsWith(Path.of("deploy"))) {
        var names = plans.get(plan);
        if (names == null) {
          names = names(plan.resolveSibling(FILE));
          plans.put(plan, names);
        }
        var name = file.shortName();
        places.put(
            file,
            names.getOrDefault(
                name.substring(0, name.length() - SUFFIX.length()), Integer.MAX_VALUE));
      }
    }
    places.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getValue))
        .forEach(it -> others.add(it.getKey()));
    return others;
  }

  /** The folder beside the plan that a file is in; null for one that no plan is about. */
  private static @Nullable Path plan(SourceFile file) {
    var path = file.path();
    var folder = path == null ? null : path.toAbsolutePath().getParent();
    return folder != null
            && (folder.endsWith("deploy") || folder.endsWith("revert") || folder.endsWith("verify"))
            && Files.isRegularFile(folder.resolveSibling(FILE))
        ? folder
        : null;
  }

  /** The changes by name, with their places in the plan. */
  private static Map<String, Integer> names(Path plan) throws IOException {
    Map<String, Integer> names = new HashMap<>();
    for (var line : SourceReader.read(plan).text().split("\\R", -1)) {
      var name = line.strip().split("\\s", 2)[0];
      if (!name.isEmpty() && "%@#".indexOf(name.charAt(0)) < 0) {
        names.put(name, names.size());
      }
    }
    return names;
  }
}
