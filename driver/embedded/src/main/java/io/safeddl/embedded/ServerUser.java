package io.safeddl.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom the server runs. PostgreSQL refuses to run as root (manual, section 18.1), and root is
 * what build containers are.
 *
 * @param prefix what comes before a command line to run it as that user
 * @param owner who must own the server's files: a user id, or empty where nobody changes
 */
record ServerUser(List<String> prefix, String owner) {
  private static final String NOBODY = "65534";
  private static final ServerUser SELF = new ServerUser(List.of(), "");

  /** In this order: the first that works is taken. */
  static final List<ServerUser> INSTEAD_OF_ROOT =
      List.of(
          // A user namespace: in it we are nobody, yet the files of root stay ours.
          new ServerUser(List.of("unshare", "-U"), ""),
          new ServerUser(
              List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"),
              NOBODY),
          new ServerUser(
              List.of("su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", "nobody"),
              "nobody"));

  static ServerUser find() throws IOException {
    if (OperatingSystem.isWindows() || !isRoot(List.of())) {
      return SELF;
    }
    for (var candidate : INSTEAD_OF_ROOT) {
      if (works(candidate)) {
        return candidate;
      }
    }
    throw new IOException(
        "PostgreSQL does not run as root, and none of unshare, setpriv and su gives another user");
  }

  static boolean works(ServerUser candidate) {
    try {
      return !isRoot(candidate.prefix);
    } catch (IOException e) {
      return false; // Not installed or not permitted here; the next one may be.
    }
  }

  private static boolean isRoot(List<String> prefix) throws IOException {
    var line = new ArrayList<>(prefix);
    line.addAll(List.of("id", "-u"));
    return Commands.run(line).strip().equals("0");
  }

  List<String> command(List<String> line) {
    var whole = new ArrayList<>(prefix);
    whole.addAll(line);
    return whole;
  }

  /** Gives it a directory and all that is in it. */
  void own(Path directory) throws IOException {
    if (!owner.isEmpty()) {
      Commands.run(List.of("chown", "-R", owner, directory.toString()));
    }
  }
}
