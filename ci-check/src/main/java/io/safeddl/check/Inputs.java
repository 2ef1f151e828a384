package io.safeddl.check;

import io.safeddl.check.config.Configuration;
import io.safeddl.check.config.Key;
import io.safeddl.check.fix.Fixer;
import io.safeddl.check.git.Changes;
import io.safeddl.check.git.Since;
import io.safeddl.check.migration.Layout;
import io.safeddl.check.migration.LayoutName;
import io.safeddl.check.migration.Migrations;
import io.safeddl.check.migration.SettingsFiles;
import io.safeddl.check.migration.ToolSettings;
import io.safeddl.check.source.FileSearch;
import io.safeddl.check.source.Globs;
import io.safeddl.check.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The options that say which migrations there are, and how their tool runs them. */
final class Inputs {
  @Option(
      names = "--layout",
      description =
          "Whose migrations they are: ${COMPLETION-CANDIDATES}; auto goes by the files' names and"
              + " first lines (default: auto).")
  @Nullable LayoutName layout;

  @Option(
      names = "--in-transaction",
      description =
          "Whether each migration runs in one transaction: auto is as its tool does it, and as psql"
              + " does it where there is none (default: auto).")
  @Nullable InTransaction inTransaction;

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Files and folders that are not read. May be given several times.")
  List<String> excluded = List.of();

  @Option(
      names = "--since",
      paramLabel = "GIT_REF",
      description =
          "Judge what has changed since the merge base with this commit, as one release; what is"
              + " older only builds the schema.")
  @Nullable String since;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "What the migration tool is told, by its own name for it:"
              + " flyway.placeholders.owner=app, parameter.owner=app of Liquibase. May be given"
              + " several times.")
  Map<String, String> settings = new LinkedHashMap<>();

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Files, folders, globs, or - for standard input (default: the paths of safeddl.yaml).")
  List<String> paths = List.of();

  /**
   * What was read.
   *
   * @param files in their order
   * @param settings what the tools are told
   * @param reader finds the migrations in these files, or in others in their place
   */
  record Files(List<SourceFile> files, ToolSettings settings, Fixer.Reader reader) {
    Migrations migrations() throws IOException {
      return reader.read(files);
    }
  }

  /**
   * Reads the files; where the command line is silent, the configuration speaks.
   *
   * @throws IOException with a message for the user
   */
  Files files(SqlFiles files, Configuration configuration, CommandLine commandLine)
      throws IOException {
    var named = paths(configuration, commandLine);
    var name = layout(configuration);
    var told =
        SettingsFiles.beside(
                named.stream()
                    .filter(path -> !SqlFiles.isStandardInput(path))
                    .map(path -> Path.of(Globs.isGlob(path) ? Globs.root(path) : path))
                    .toList())
            .with(configuration.toolSettings())
            .with(settings);
    var without = excluded.isEmpty() ? configuration.list(Key.EXCLUDE) : excluded;
    try {
      var search = new FileSearch(without, file -> isRead(file, name, told));
      var read = files.read(named, search);
      var layout = name.layout(told);
      var runs = inTransaction(configuration);
      return new Files(read, told, it -> migrations(layout, it).each(runs::of));
    } catch (UncheckedIOException | PatternSyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Migrations migrations(Layout layout, List<SourceFile> files) throws IOException {
    var migrations = layout.read(files);
    return since == null
        ? migrations
        : Since.judge(migrations, Changes.since(since, sources(migrations)));
  }

  private List<String> paths(Configuration configuration, CommandLine commandLine) {
    if (!paths.isEmpty()) {
      return paths;
    }
    if (configuration.paths().isEmpty()) {
      throw new ParameterException(
          commandLine, "What is to be checked? Name a PATH, or set paths in safeddl.yaml");
    }
    return configuration.paths();
  }

  private LayoutName layout(Configuration configuration) {
    var configured = configuration.layout();
    return layout != null ? layout : configured != null ? configured : LayoutName.auto;
  }

  private InTransaction inTransaction(Configuration configuration) {
    var configured = configuration.word(Key.IN_TRANSACTION);
    if (inTransaction != null) {
      return inTransaction;
    }
    return configured != null ? InTransaction.valueOf(configured) : InTransaction.auto;
  }

  private static List<SourceFile> sources(Migrations migrations) {
    return migrations.ordered().stream().map(it -> it.source().file()).distinct().toList();
  }

  private static boolean isRead(Path file, LayoutName layout, ToolSettings told) {
    try {
      return layout.reads(file, told);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
