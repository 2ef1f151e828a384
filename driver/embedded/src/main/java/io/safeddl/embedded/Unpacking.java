package io.safeddl.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the archives of the binaries: a jar that holds a tar archive, compressed by xz. */
final class Unpacking {
  private Unpacking() {}

  static void unpack(Path archive, Path target) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      var entry =
          zip.stream()
              .filter(e -> e.getName().endsWith(".txz"))
              .findFirst()
              .orElseThrow(() -> new IOException("no .txz in " + archive));
      try (var tar = new TarArchiveInputStream(new XZInputStream(zip.getInputStream(entry)))) {
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
}
