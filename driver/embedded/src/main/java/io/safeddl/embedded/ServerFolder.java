package io.safeddl.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;

/** A folder that holds programs or data of servers, and in which only one user can write. */
final class ServerFolder {
  private ServerFolder() {}

  /**
   * Makes it where it is not there.
   *
   * @throws IOException also where it belongs to somebody else, whose programs are not run
   */
  static Path prepare(Path folder, ServerUser user) throws IOException {
    Files.createDirectories(folder);
    var probe = Files.createTempFile(folder, "owner", null);
    try {
      if (!Files.getOwner(folder).equals(Files.getOwner(probe))) {
        throw new IOException(folder + " belongs to another user, whose programs are not run");
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
      Files.setPosixFilePermissions(folder, permissions);
    }
    return folder;
  }

  /** The folder of this user's running servers, in the temporary directory. */
  static Path ofRuns(ServerUser user) throws IOException {
    var name = "safeddl-postgres-" + System.getProperty("user.name") + user.owner();
    return prepare(Path.of(System.getProperty("java.io.tmpdir"), name), user);
  }
}
