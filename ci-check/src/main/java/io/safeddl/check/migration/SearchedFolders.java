package io.safeddl.check.migration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders in which the files that a changelog names are looked for: its own and those that it
 * is in, up to the one that holds the repository. Which of them the application puts on its class
 * path is not known here.
 */
final class SearchedFolders {
  /** Without a repository, so many. */
  private static final int FEW = 8;

  private SearchedFolders() {}

  /** From the changelog's own folder outwards. */
  static List<Path> of(Path changelog) {
    List<Path> folders = new ArrayList<>();
    for (var it = changelog.toAbsolutePath().normalize().getParent();
        it != null && folders.size() < FEW * 2;
        it = it.getParent()) {
      folders.add(it);
      if (Files.exists(it.resolve(".git"))) {
        return folders;
      }
    }
    return folders.subList(0, Math.min(FEW, folders.size()));
  }
}
