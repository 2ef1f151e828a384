package io.safeddl.check;

import io.safeddl.check.output.Format;
import io.safeddl.check.output.Place;
import io.safeddl.check.output.Report;
import io.safeddl.check.output.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** The options that say in which form, and where to, the findings are told. */
final class OutputOptions {
  private static final int WIDTH = 100;
  private static final int NARROWEST = 40;

  @Option(
      names = "--format",
      description = "What is printed: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.text;

  @Option(
      names = "--output",
      paramLabel = "FORMAT=FILE",
      converter = OutputFile.Converter.class,
      description = "Write this form to a file as well; may be given several times.")
  private List<OutputFile> files = List.of();

  @Option(
      names = "--no-color",
      description =
          "No colours. There are none either where the output is no terminal or NO_COLOR is set.")
  private boolean noColor;

  @Option(
      names = {"-q", "--quiet"},
      description =
          "One line for each finding, and nothing else but that something was not judged.")
  private boolean quiet;

  /**
   * Writes all of them. Where what is printed has no place for it, standard error says what was not
   * judged.
   *
   * @throws IOException naming the file that cannot be written
   */
  void write(Report report, Map<String, String> environment, PrintWriter out, PrintWriter err)
      throws IOException {
    writeFiles(report, environment);
    format.output(place(environment)).write(report, out);
    out.flush();
    if (format != Format.text && (report.isPartial() || !quiet)) {
      err.println(Summary.of(report));
    }
  }

  /**
   * Writes those that go to files.
   *
   * @throws IOException naming the file that cannot be written
   */
  void writeFiles(Report report, Map<String, String> environment) throws IOException {
    for (var file : files) {
      write(report, file, place(environment).file(), environment);
    }
  }

  private static void write(
      Report report, OutputFile output, Place place, Map<String, String> environment)
      throws IOException {
    try (var writer =
        Files.newBufferedWriter(
            output.file(), StandardCharsets.UTF_8, how(output.file(), environment))) {
      output.format().output(place).write(report, writer);
    } catch (IOException e) {
      throw new IOException("cannot write " + output.file() + ": " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "there is no such folder"
        : e.toString();
  }

  /** Other commands of the same step may have written to the step's summary before. */
  private static OpenOption[] how(Path file, Map<String, String> environment) {
    var append = file.toString().equals(environment.get("GITHUB_STEP_SUMMARY"));
    return new OpenOption[] {
      StandardOpenOption.CREATE,
      StandardOpenOption.WRITE,
      append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING
    };
  }

  private Place place(Map<String, String> environment) {
    return new Place(hasColour(environment), width(environment), quiet, root(environment));
  }

  private boolean hasColour(Map<String, String> environment) {
    return format == Format.text
        && !noColor
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && Ansi.AUTO.enabled();
  }

  private static int width(Map<String, String> environment) {
    try {
      return Math.max(NARROWEST, Integer.parseInt(environment.getOrDefault("COLUMNS", "")));
    } catch (NumberFormatException e) {
      // Not set, as nearly always, or not by a terminal.
      return WIDTH;
    }
  }

  /** Where the repository begins, if the CI server says so: what it shows is told from there. */
  private static Path root(Map<String, String> environment) {
    var here = Path.of("").toAbsolutePath();
    for (var name : List.of("GITHUB_WORKSPACE", "CI_PROJECT_DIR")) {
      var folder = environment.get(name);
      if (folder != null && here.startsWith(folder)) {
        return Path.of(folder);
      }
    }
    return here;
  }
}
