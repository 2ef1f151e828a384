package io.safeddl.check.fix;

import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a run of {@code --fix} has left that was killed. */
public final class Interrupted {
  private static final String TEXTS = Staged.PREFIX + "*" + Staged.SUFFIX;

  private final Set<Path> folders = new LinkedHashSet<>();

  private Interrupted(List<SourceFile> files) {
    for (var file : files) {
      var path = file.path();
      if (path != null) {
        folders.add(folder(path));
      }
    }
  }

  /** Looks beside these files. */
  public static Interrupted beside(List<SourceFile> files) {
    return new Interrupted(files);
  }

  /**
   * Refuses to go on where some files have their new texts, and others do not.
   *
   * @throws IOException saying what to do
   */
  public void refuse() throws IOException {
    for (var folder : folders) {
      if (Files.exists(folder.resolve(Intent.NAME))) {
        throw new IOException(
            name(folder)
                + ": a --fix was stopped while it put files in their places. Run --fix again, which"
                + " finishes it");
      }
    }
  }

  /**
   * Finishes what was begun, and takes away what was not.
   *
   * @return what was done, a sentence each
   * @throws IOException where files have changed since, or cannot be written
   */
  public List<String> finish() throws IOException {
    List<String> done = new ArrayList<>();
    for (var folder : folders) {
      if (Files.exists(folder.resolve(Intent.NAME))) {
        finish(folder, done);
      }
    }
    Set<Path> near = new LinkedHashSet<>(folders);
    for (var folder : folders) {
      // Of tools with a folder for each migration, unless another of these waits to be finished.
      if (!hasIntentBelow(folder(folder))) {
        near.add(folder(folder));
      }
    }
    for (var folder : near) {
      clear(folder, done);
    }
    return done;
  }

  private static boolean hasIntentBelow(Path parent) throws IOException {
    try (var below = Files.newDirectoryStream(parent, Files::isDirectory)) {
      for (var folder : below) {
        if (Files.exists(folder.resolve(Intent.NAME))) {
          return true;
        }
      }
      return false;
    }
  }

  private static Path folder(Path path) {
    var parent = path.toAbsolutePath().normalize().getParent();
    return parent == null ? path : parent;
  }

  private static void finish(Path folder, List<String> done) throws IOException {
    var file = folder.resolve(Intent.NAME);
    var intent = Intent.read(file);
    List<Intent.Entry> waiting = new ArrayList<>();
    for (var entry : intent.files()) {
      var target = folder.resolve(entry.file()).normalize();
      switch (Intent.state(folder, entry)) {
        case WAITING -> waiting.add(entry);
        case DONE -> Files.deleteIfExists(folder.resolve(entry.waiting()));
        case CHANGED -> throw new IOException(cannotGoOn(folder, entry, target, file));
      }
    }
    for (var entry : waiting) {
      var target = folder.resolve(entry.file()).normalize();
      Files.createDirectories(folder(target));
      Staged.move(folder.resolve(entry.waiting()), target, entry.before() == null);
      done.add("finished what a --fix had begun: wrote " + name(target));
    }
    Files.delete(file);
  }

  private static String cannotGoOn(Path folder, Intent.Entry entry, Path target, Path intent) {
    var waiting = folder.resolve(entry.waiting()).normalize();
    return Files.exists(waiting)
        ? name(target)
            + " has changed since a --fix was stopped while it put files in their places: make the"
            + " files as you want them (what this one was to be is in "
            + name(waiting)
            + "), and delete "
            + name(intent)
        : "a --fix was stopped while it put files in their places, and the text that "
            + name(target)
            + " was to get is gone: bring back the files as version control has them, without the"
            + " new ones, delete "
            + name(intent)
            + ", and run --fix again";
  }

  /** As a user would write it. */
  private static String name(Path path) {
    var here = Path.of("").toAbsolutePath();
    var below = path.startsWith(here) && !path.equals(here);
    return SourceReader.name(below ? here.relativize(path) : path);
  }

  /** Texts that have never been all there. */
  private static void clear(Path folder, List<String> done) throws IOException {
    List<Path> left = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, TEXTS)) {
      files.forEach(left::add);
    }
    for (var file : left) {
      if (Files.deleteIfExists(file)) {
        done.add("removed " + name(file) + ", which a --fix that was stopped had left");
      }
    }
  }
}
