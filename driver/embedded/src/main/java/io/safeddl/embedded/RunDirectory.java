package io.safeddl.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The directory of a running server, and the removal of those whose owner is gone.
 *
 * <p>The watchdog removes the directory of a JVM that ends or is killed. What a crash of the
 * machine leaves is recognised by a file lock that no process holds any more, and removed by the
 * next run.
 */
final class RunDirectory {
  private static final String PREFIX = "run-";
  private static final String LOCK = ".owner";

  /**
   * The locks of this JVM. Referenced, since a channel that is collected gives its lock back; and
   * never opened a second time, since closing any channel on a file gives back all locks on it.
   */
  private static final Map<Path, FileLock> OWNED = new HashMap<>();

  private RunDirectory() {}

  /** Makes a directory that this JVM owns as long as it lives. */
  static synchronized Path create(Path cache) throws IOException {
    // Creation and removal exclude each other: a new directory is seen only with its lock held.
    try (var guard = write(cache.resolve("run.lock"));
        var held = guard.lock()) {
      deleteLeftovers(cache);
      var directory = Files.createTempDirectory(cache, PREFIX);
      var owner = directory.resolveSibling(directory.getFileName() + LOCK);
      var lock = write(owner).tryLock();
      if (lock == null || !held.isValid()) {
        throw new IOException(directory + " is not ours");
      }
      OWNED.put(owner, lock);
      return directory;
    }
  }

  /** Removes one whose server has stopped; one that is not there any more may be removed again. */
  static synchronized void delete(Path directory) throws IOException {
    Trees.delete(directory);
    var owner = directory.resolveSibling(directory.getFileName() + LOCK);
    var lock = OWNED.remove(owner);
    if (lock != null) {
      lock.acquiredBy().close();
    }
    Files.deleteIfExists(owner);
  }

  private static void deleteLeftovers(Path cache) throws IOException {
    List<Path> all;
    try (var entries = Files.list(cache)) {
      all = entries.filter(RunDirectory::isOwnerFile).toList();
    }
    for (var owner : all) {
      if (isAbandoned(owner)) {
        var name = owner.getFileName().toString();
        var directory = cache.resolve(name.substring(0, name.length() - LOCK.length()));
        killServer(directory.resolve("data").resolve("postmaster.pid"));
        Trees.delete(directory);
        Files.deleteIfExists(owner);
      }
    }
  }

  private static boolean isOwnerFile(Path path) {
    var name = path.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(LOCK);
  }

  private static boolean isAbandoned(Path owner) throws IOException {
    if (OWNED.containsKey(owner)) {
      return false;
    }
    try (var channel = write(owner);
        var lock = channel.tryLock()) {
      return lock != null;
    }
  }

  private static void killServer(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return;
    }
    var pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    ProcessHandle.of(pid)
        .filter(p -> p.info().command().orElse("").contains("postgres"))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  private static FileChannel write(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
