package io.safeddl.check;

import io.safeddl.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the command line as a process would, without one. */
public final class Cli {
  /** What it printed and how it ended. */
  public record Result(int exitCode, String out, String err) {}

  private Cli() {}

  /** With these variables and this standard input. */
  public static Result run(Map<String, String> environment, String input, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var exitCode =
        Main.run(
            args,
            environment,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out, true),
            new PrintWriter(err, true));
    return new Result(exitCode, out.toString(), err.toString());
  }

  /** On a database, as one of its roles. */
  public static Result as(TestDatabase database, String role, String password, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--url", database.jdbcUrl(), "--user", role, "--password", password));
    return run(Map.of(), "", all.toArray(String[]::new));
  }

  /** On a database, as its owner, a superuser. */
  public static Result on(TestDatabase database, String... args) {
    return as(database, database.user(), database.password(), args);
  }
}
