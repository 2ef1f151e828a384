package io.safeddl.check;

import io.safeddl.check.config.Finder;
import io.safeddl.check.config.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code safeddl-check init}: writes a {@code safeddl.yaml} to begin with. */
@Command(
    name = "init",
    description = "Write a safeddl.yaml with every key explained and commented out.")
final class Init implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Where to (default: here). A file that is there is left as it is.")
  Path folder = Path.of("");

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    var commandLine = spec.commandLine();
    var file = folder.resolve(Finder.NAME);
    try {
      Files.write(
          file, Template.text().getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
      commandLine.getOut().println(file + " is written; every key in it is commented out.");
      return ExitCode.OK;
    } catch (FileAlreadyExistsException e) {
      commandLine.getErr().println(spec.root().name() + ": " + file + " is there already");
      return ExitCode.USAGE;
    } catch (IOException e) {
      commandLine.getErr().println(spec.root().name() + ": cannot write " + file + ": " + e);
      return ExitCode.USAGE;
    }
  }
}
