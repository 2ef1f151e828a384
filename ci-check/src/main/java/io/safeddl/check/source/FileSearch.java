package io.safeddl.check.source;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the files that a command line names: files, folders, globs. A folder's files come by name,
 * numbers in names by value, so that {@code V2} comes before {@code V10}. What build tools and
 * package managers put into a folder is no part of it, nor is what begins with a dot.
 */
public final class FileSearch {
  private final Globs excluded;
  private final Predicate<Path> wanted;

  /**
   * A search.
   *
   * @param excluded globs of what is never wanted
   * @param wanted which files are wanted in folders; what is named itself is always wanted
   */
  public FileSearch(Collection<String> excluded, Predicate<Path> wanted) {
    this.excluded = new Globs(excluded);
    this.wanted = wanted;
  }

  /**
   * What is named, in the order in which it is named, each file once.
   *
   * @throws IOException where there is nothing of that name
   */
  public List<Path> find(String name) throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    if (Globs.isGlob(name) && !Files.exists(Path.of(name))) {
      var glob = new Globs(List.of(name));
      walk(Path.of(Globs.root(name)), found, glob::isPath);
    } else {
      var path = Path.of(name);
      if (Files.isDirectory(path)) {
        walk(path, found, wanted);
      } else if (Files.exists(path)) {
        // A pipe or a device too: the shell's <(…) is one.
        return excluded.matches(path) ? List.of() : List.of(path);
      } else {
        throw new IOException("there is no file or folder " + name);
      }
    }
    if (found.isEmpty()) {
      throw new IOException("there is no migration in " + name);
    }
    return List.copyOf(found);
  }

  private void walk(Path root, Collection<Path> found, Predicate<Path> takes) throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    List<Path> files = new ArrayList<>();
    // Through symbolic links, as the tools do.
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(root) && (isGenerated(folder) || excluded.matches(folder))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (takes.test(file) && Files.isRegularFile(file) && !excluded.matches(file)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof FileSystemLoopException) {
              return FileVisitResult.CONTINUE; // A link to a folder that it is in.
            }
            throw e;
          }
        });
    files.sort(Comparator.comparing(SourceReader::name, new NaturalOrder()));
    found.addAll(files);
  }

  /** What a tool has put there, often copies of what it was given. */
  private static boolean isGenerated(Path folder) {
    var name = String.valueOf(folder.getFileName());
    return name.startsWith(".")
        || name.equals("node_modules")
        || (name.equals("target") && Files.exists(folder.resolveSibling("pom.xml")))
        || ((name.equals("build") || name.equals("bin") || name.equals("out"))
            && (Files.exists(folder.resolveSibling("build.gradle"))
                || Files.exists(folder.resolveSibling("build.gradle.kts"))));
  }
}
