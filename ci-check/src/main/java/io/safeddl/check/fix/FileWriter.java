package io.safeddl.check.fix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes all changes or none: each text first into a file near its own, and only when all are there
 * they take their places. What stops the program before that changes nothing; behind it, the next
 * run goes on by the {@link Intent}.
 */
public final class FileWriter {
  private final List<Staged> staged = new ArrayList<>();
  private final Deque<Path> folders = new ArrayDeque<>();
  private final List<Path> intents = new ArrayList<>();

  private FileWriter() {}

  /**
   * Writes them.
   *
   * @throws IOException naming the file that cannot be written; all files are as they were
   */
  public static void write(List<Change> changes) throws IOException {
    var writer = new FileWriter();
    var done = new ArrayList<Staged>();
    Change at = null;
    try {
      for (var change : changes) {
        at = change;
        writer.stage(change);
      }
      // What is new comes first: whatever stops the program then, no statement is lost.
      writer.staged.sort(Comparator.comparing(it -> it.change().before() != null));
      writer.intend();
      for (var it : writer.staged) {
        at = it.change();
        writer.create(folder(it.target()));
        it.move();
        done.add(it);
      }
      for (var intent : writer.intents) {
        Files.delete(intent);
      }
    } catch (IOException e) {
      writer.takeBack(done, e);
      throw new IOException("cannot write " + (at == null ? "" : at.name()) + ": " + reason(e), e);
    }
  }

  private void stage(Change change) throws IOException {
    var isNew = change.before() == null;
    // A link stays one: what it leads to is written.
    var target = isNew ? change.path() : change.path().toRealPath();
    if (!isNew && !Files.isWritable(target)) {
      throw new FileSystemException(target.toString(), null, "it is not writable");
    }
    var folder = folder(target);
    while (!Files.exists(folder)) {
      folder = folder(folder);
    }
    var waiting = Files.createTempFile(folder, Staged.PREFIX, Staged.SUFFIX);
    staged.add(new Staged(change, target, waiting));
    Files.write(waiting, change.after().getBytes(StandardCharsets.UTF_8));
    permit(waiting, isNew ? neighbour(change) : target);
  }

  /** Beside each file that is replaced, and beside a link to it: a later run looks there. */
  private void intend() throws IOException {
    Set<Path> beside = new LinkedHashSet<>();
    for (var it : staged) {
      if (it.change().before() != null) {
        beside.add(folder(it.target()).toRealPath());
        beside.add(folder(it.change().path()).toRealPath());
      }
    }
    for (var folder : beside) {
      var intent = Intent.of(folder, staged);
      intents.add(folder.resolve(Intent.NAME));
      intent.write(folder);
    }
  }

  private static Path folder(Path path) throws IOException {
    var folder = path.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw new NoSuchFileException(path.toString());
    }
    return folder;
  }

  /** Folders that are not there yet, of tools with a folder for each migration. */
  private void create(Path folder) throws IOException {
    var missing = new ArrayDeque<Path>();
    for (var it = folder; it != null && !Files.exists(it); it = it.getParent()) {
      missing.push(it);
    }
    for (var it : missing) {
      Files.createDirectory(it);
      folders.push(it);
    }
  }

  private @Nullable Path neighbour(Change change) {
    for (var it : staged) {
      if (it.change().before() != null && !it.change().equals(change)) {
        return it.target();
      }
    }
    return null;
  }

  /** The rights of the file whose place it takes, or of the one that it was split off. */
  private static void permit(Path file, @Nullable Path as) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    var model = as == null ? null : Files.getFileAttributeView(as, PosixFileAttributeView.class);
    if (view != null && model != null) {
      view.setPermissions(model.readAttributes().permissions());
    }
  }

  /** Leaves everything as it was; what fails at that is told with the first failure. */
  private void takeBack(List<Staged> done, IOException failure) {
    for (var it : done) {
      var before = it.change().before();
      attempt(
          () -> {
            if (before == null) {
              Files.deleteIfExists(it.target());
            } else {
              Files.write(it.target(), before.getBytes(StandardCharsets.UTF_8));
            }
          },
          failure);
    }
    staged.forEach(it -> attempt(() -> Files.deleteIfExists(it.waiting()), failure));
    intents.forEach(it -> attempt(() -> Files.deleteIfExists(it), failure));
    folders.forEach(it -> attempt(() -> Files.deleteIfExists(it), failure));
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void attempt(Work work, IOException failure) {
    try {
      work.run();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "it is there already; nothing was written";
    }
    if (e instanceof FileSystemException it) {
      var why = it.getReason() == null ? e.getClass().getSimpleName() : it.getReason();
      return why + "; nothing was written";
    }
    return e.getMessage() + "; nothing was written";
  }
}
