package io.safeddl.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The options that have the migrations run on a scratch server. Nothing here names a class of the
 * trace: picocli looks at all that stands here, and a plain check is to load none of them.
 */
final class TraceOptions {
  @Option(
      names = "--trace",
      paramLabel = "URL|embedded",
      description =
          "Run the migrations as well, in a database that is created for it and dropped again: on"
              + " the server of a jdbc:postgresql: URL, or on one of --pg-version whose binaries"
              + " come from Maven Central. Tells which locks each statement held, for how long, and"
              + " what it read and rewrote, beside what was predicted.")
  @Nullable String where;

  @Option(
      names = "--trace-setup",
      paramLabel = "FILE",
      description = "SQL to run before the first migration: roles, extensions.")
  @Nullable Path setup;

  @Option(
      names = "--trace-seed",
      paramLabel = "FILE",
      description =
          "SQL to run before the first migration that is traced (see --since): rows, so that times"
              + " mean something.")
  @Nullable Path seed;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Draw the trace as a time line, in one self-contained page.")
  @Nullable Path page;

  boolean isWanted() {
    return where != null;
  }

  /**
   * Looks whether the options go together, before anything is done.
   *
   * @throws IOException where the page could not be written in the end
   */
  void check(CommandLine commandLine) throws IOException {
    if (!isWanted() && (page != null || setup != null || seed != null)) {
      throw new ParameterException(
          commandLine, "--report, --trace-setup and --trace-seed want --trace URL or embedded");
    }
    if (page == null) {
      return;
    }
    var folder = page.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("cannot write " + page + ": there is no such folder");
    }
    if (Files.isDirectory(page) || !Files.isWritable(Files.exists(page) ? page : folder)) {
      throw new IOException("cannot write " + page + ": it is not writable");
    }
  }
}
