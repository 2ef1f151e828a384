package io.safeddl.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Who may connect to an embedded server. */
final class Authentication {
  private Authentication() {}

  /**
   * Only who knows the superuser's password, over TCP from this machine. The server must not run
   * yet: the password is set in single-user mode, where the manual (postgres, Single-User Mode)
   * lets a line break end a command.
   *
   * @param password letters and digits
   */
  static void byPassword(ServerPrograms programs, Path data, String password) throws IOException {
    var sql = "ALTER ROLE " + EmbeddedServer.SUPERUSER + " PASSWORD '" + password + "'\n";
    var line =
        List.of(
            programs.postgres(),
            "--single",
            "-D",
            data.toString(),
            "-c",
            "fsync=off",
            EmbeddedServer.SUPERUSER);
    Commands.run(programs.user().command(line), sql);
    var rule = "host all all " + EmbeddedServer.HOST + "/32 scram-sha-256\n";
    Files.writeString(data.resolve("pg_hba.conf"), rule, StandardCharsets.US_ASCII);
  }
}
