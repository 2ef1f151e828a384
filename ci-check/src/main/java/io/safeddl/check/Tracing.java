package io.safeddl.check;

import io.safeddl.check.judge.Judgement;
import io.safeddl.check.judge.Reviewed;
import io.safeddl.check.migration.Migrations;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceReader;
import io.safeddl.check.trace.EmbeddedScratch;
import io.safeddl.check.trace.Predictions;
import io.safeddl.check.trace.Scratch;
import io.safeddl.check.trace.ScratchDatabase;
import io.safeddl.check.trace.Trace;
import io.safeddl.check.trace.Tracer;
import io.safeddl.check.trace.page.TracePage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@code --trace} does beside the judging. */
final class Tracing {
  private static final String EMBEDDED = "embedded";

  private Tracing() {}

  /** What was judged, and what was seen of it; null where nothing was run. */
  record Traced(Judgement judgement, @Nullable Trace trace) {}

  /** Judges migrations for a major version. */
  @FunctionalInterface
  interface Judging {
    /** Judges all of them, and shows each that is judged. */
    Judgement judge(int major, Consumer<Reviewed> seen) throws IOException;
  }

  /**
   * Judges for the scratch server's version, and then runs what was judged.
   *
   * @param err is told what takes long
   * @throws IOException where a file cannot be read, or the server cannot be used
   */
  static Traced run(
      TraceOptions options,
      Migrations migrations,
      int major,
      Map<String, String> environment,
      PrintWriter err,
      Judging judging)
      throws IOException {
    var setup = read(options.setup);
    var seed = read(options.seed);
    try (var scratch = open(Objects.requireNonNull(options.where), major, environment, err)) {
      var predictions = new Predictions();
      var judgement = judging.judge(scratch.major(), predictions::add);
      var trace = new Tracer(scratch, predictions).trace(migrations, setup, seed);
      return new Traced(judgement, trace);
    }
  }

  private static Scratch open(
      String where, int major, Map<String, String> environment, PrintWriter err)
      throws IOException {
    return where.equals(EMBEDDED)
        ? EmbeddedScratch.start(
            major, environment, line -> err.println("safeddl-check: --trace embedded: " + line))
        : ScratchDatabase.at(where, environment);
  }

  private static @Nullable SourceFile read(@Nullable Path file) throws IOException {
    return file == null ? null : SourceReader.read(file);
  }

  /** Draws the page, where one is wanted. */
  static void draw(@Nullable Path page, Trace trace) throws IOException {
    if (page == null) {
      return;
    }
    try {
      Files.writeString(page, TracePage.of(trace), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IOException("cannot write " + page + ": " + e, e);
    }
  }
}
