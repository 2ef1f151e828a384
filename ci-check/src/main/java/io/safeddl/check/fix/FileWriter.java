package io.safeddl.check.fix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes all changes or none: each text first into a file beside its own, and only when all are
 * there they take their places.
 */
public final class FileWriter {
  private final List<Staged> staged = new ArrayList<>();
  private final Deque<Path> folders = new ArrayDeque<>();

  /** A text that waits beside the file whose place it takes. */
  private record Staged(Change change, Path target, Path waiting) {}

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
      for (var it : writer.staged) {
        at = it.change();
        move(it);
        done.add(it);
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
    var folder = target.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw new NoSuchFileException(target.toString());
    }
    if (isNew) {
      create(folder);
    } else if (!Files.isWritable(target)) {
      throw new FileSystemException(target.toString(), null, "it is not writable");
    }
    var waiting = Files.createTempFile(folder, ".safeddl-", ".tmp");
    staged.add(new Staged(change, target, waiting));
    Files.write(waiting, change.after().getBytes(StandardCharsets.UTF_8));
    permit(waiting, isNew ? neighbour(change) : target);
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

  private static void move(Staged it) throws IOException {
    if (it.change().before() == null) {
      Files.move(it.waiting(), it.target()); // fails where a file has come there meanwhile
      return;
    }
    try {
      Files.move(it.waiting(), it.target(), StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(it.waiting(), it.target(), StandardCopyOption.REPLACE_EXISTING);
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
