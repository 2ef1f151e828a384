package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.backfill.target.Database;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database, a spec file, and somebody who types commands. */
final class Shell implements AutoCloseable {
  final TestDatabase owner;
  final Database session;
  final Path spec;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String user;

  Shell(int major, Path folder, String tables, String specText) throws SQLException, IOException {
    owner = TestPostgres.server(major).createDatabase();
    session = new Database(owner.connect());
    session.execute(tables);
    user = owner.user();
    spec = folder.resolve("spec-" + owner.name() + ".yaml");
    write(specText);
  }

  /** Another text in the spec file. */
  void write(String specText) throws IOException {
    Files.writeString(spec, specText);
  }

  /** From here on somebody else types; the password is the same. */
  void as(String role) {
    user = role;
  }

  /** Types a command on the spec, with options; gives the exit code. */
  int run(String command, String... options) {
    return run(spec, command, options);
  }

  int run(Path file, String command, String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var words = new ArrayList<>(List.of(command, file.toString()));
    words.addAll(List.of(options));
    words.addAll(List.of("--url", owner.jdbcUrl(), "--user", user, "--password", owner.password()));
    return Main.run(
        words.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
  }

  /** Commands that all have to do what they shall. */
  void all(String... commands) {
    for (var command : commands) {
      var words = command.split(" ");
      var options = new String[words.length - 1];
      System.arraycopy(words, 1, options, 0, options.length);
      assertThat(run(words[0], options)).as(command + ": " + said()).isZero();
    }
  }

  /** A command that is refused, with that code and all of that said. */
  void refused(int code, String command, String... texts) {
    var words = command.split(" ");
    var options = new String[words.length - 1];
    System.arraycopy(words, 1, options, 0, options.length);
    assertThat(run(words[0], options)).as(command + ": " + said()).isEqualTo(code);
    assertThat(said()).as(command).contains(texts).doesNotContain("\tat ");
  }

  String said() {
    return out + "\n" + err;
  }

  void execute(String sql) throws SQLException {
    session.execute(sql);
  }

  long number(String sql) throws SQLException {
    return session.row(sql, row -> row.getLong(1));
  }

  @Override
  public void close() throws SQLException {
    session.close();
    owner.close();
  }
}
