package io.safeddl.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The server programs of one version and a data directory to copy, made once per machine.
 *
 * <p>Whoever comes first makes them, under a file lock, and gives them their final name when they
 * are whole. So two JVMs may come at the same time, and one that dies half-way leaves nothing that
 * another would trust.
 */
public final class ServerPrograms {
  private final Path home;
  private final ServerUser user;

  private ServerPrograms(Path home, ServerUser user) {
    this.home = home;
    this.user = user;
  }

  /** Where the archive is, asked for only where it has not been unpacked before. */
  @FunctionalInterface
  public interface Archive {
    /** The archive, a jar that holds a {@code .txz}; it may be fetched for this. */
    Path get() throws IOException;
  }

  /** Those of an archive, in the temporary directory. */
  public static ServerPrograms of(Path archive, String name) throws IOException {
    return of(archive, name, ServerUser.find());
  }

  static ServerPrograms of(Path archive, String name, ServerUser user) throws IOException {
    return in(ServerFolder.ofRuns(user), name, () -> archive, user);
  }

  /**
   * Those that are kept in a folder; in the temporary directory where the user that the server must
   * run as could not get there.
   *
   * @param name tells these programs from all others
   */
  public static ServerPrograms in(Path folder, String name, Archive archive) throws IOException {
    var user = ServerUser.find();
    var place =
        user.owner().isEmpty() ? ServerFolder.prepare(folder, user) : ServerFolder.ofRuns(user);
    return in(place, name, archive, user);
  }

  private static ServerPrograms in(Path folder, String name, Archive archive, ServerUser user)
      throws IOException {
    var home = folder.resolve(name);
    try (var lock =
            FileChannel.open(
                folder.resolve(name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var held = lock.lock()) {
      if (!Files.isDirectory(home)) {
        var unfinished = folder.resolve(name + ".unfinished");
        Trees.delete(unfinished);
        Unpacking.unpack(archive.get(), unfinished);
        initialise(unfinished, user);
        Files.move(unfinished, home);
      }
      assert held.isValid();
    }
    return new ServerPrograms(home, user);
  }

  private static void initialise(Path home, ServerUser user) throws IOException {
    user.own(home);
    var line =
        new ArrayList<>(
            List.of(
                program(home, "initdb"),
                "--pgdata=" + home.resolve("data"),
                "--username=" + EmbeddedServer.SUPERUSER,
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

  /** As whom they are run. */
  ServerUser user() {
    return user;
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
