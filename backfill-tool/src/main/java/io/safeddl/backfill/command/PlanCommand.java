package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.recipe.Plan;
import io.safeddl.backfill.recipe.PlanNumbers;
import io.safeddl.backfill.recipe.PlanOptions;
import io.safeddl.backfill.recipe.PlanTool;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.plan.SettingText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code plan}: the phases as migrations. */
@Command(
    name = "plan",
    description = {
      "Look at everything that the change touches, then write its phases as migrations, to be"
          + " reviewed and committed. Where some of them are done already, those that are left.",
      "`run` and `verify` are done between them; the cutover's migration fails as long as they are"
          + " not."
    })
public final class PlanCommand extends JobCommand {
  private static final int LONGEST_NAME = 60;

  @Parameters(paramLabel = "SPEC", description = "The spec file.")
  private @Nullable Path specFile;

  @Option(
      names = "--for",
      required = true,
      paramLabel = "flyway|liquibase|sql",
      converter = ToolConverter.class,
      description = "Who runs them; sql is psql.")
  private @Nullable PlanTool tool;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the migrations; it is made where it is not there.")
  private @Nullable Path out;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description =
          "The version of the first one (default: behind the highest in DIR). Digits, for Flyway"
              + " with . or _ between them.")
  private @Nullable String version;

  @Option(
      names = "--name",
      description = "What the change is called in the files' names (default: table and column).")
  private @Nullable String name;

  @Option(
      names = "--lock-timeout",
      paramLabel = "DURATION",
      defaultValue = "2s",
      converter = RunCommand.DurationConverter.class,
      description =
          "How long a statement may wait for its lock, and the application behind it, where the"
              + " migrations do not run through jdbc:safeddl: (default: ${DEFAULT-VALUE}).")
  private Duration lockTimeout = Duration.ofSeconds(2);

  @Option(
      names = "--small-table",
      paramLabel = "SIZE",
      defaultValue = "8MB",
      converter = SizeConverter.class,
      description =
          "Up to this size the migrations fill and compare the table themselves, such as on a"
              + " developer's machine (default: ${DEFAULT-VALUE}).")
  private long small;

  @Option(names = "--force", description = "Write over files that are there.")
  private boolean force;

  @Mixin private ConsentOptions allowed = new ConsentOptions();

  /** With the environment of the process. */
  public PlanCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() throws IOException, SQLException {
    var spec = read(Objects.requireNonNull(specFile));
    if (spec.fill().isPresent()) {
      return fail(
          "the spec changes no column, it fills some, so there is nothing to plan: `run` does all"
              + " of it");
    }
    var options = options(spec);
    try (var database = open()) {
      var files = Plan.files(database, server.schema(), spec, options, out()::println);
      return write(files);
    }
  }

  private PlanOptions options(Spec spec) throws IOException {
    var wanted = Objects.requireNonNull(tool);
    var called = name != null ? name : name(spec);
    if (!called.matches("[A-Za-z0-9_]+")) {
      throw new ParameterException(
          command().commandLine(), "--name: expected are letters, digits and underscores");
    }
    var pattern = wanted == PlanTool.FLYWAY ? "[0-9]+([._][0-9]+)*" : "[0-9]+";
    if (version != null && !version.matches(pattern)) {
      throw new ParameterException(
          command().commandLine(),
          "--version: expected is a version such as "
              + (wanted == PlanTool.FLYWAY ? "42 or 2.7" : "042"));
    }
    return new PlanOptions(
        wanted,
        called,
        version != null ? version : PlanNumbers.behind(present(), wanted),
        lockTimeout,
        small,
        allowed.consents());
  }

  private static String name(Spec spec) {
    var words =
        spec.table().name()
            + "_"
            + spec.mirrors().stream().map(it -> it.from()).collect(Collectors.joining("_"));
    var plain = words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
  }

  /** The files of all folders below, as Flyway finds them. */
  private List<String> present() throws IOException {
    var folder = Objects.requireNonNull(out);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files.map(it -> String.valueOf(it.getFileName())).toList();
    }
  }

  private int write(Map<String, String> files) throws IOException {
    var folder = Objects.requireNonNull(out);
    var taken = files.keySet().stream().filter(it -> Files.exists(folder.resolve(it))).toList();
    if (!taken.isEmpty() && !force) {
      return fail(
          "these files are there already, and nothing was written (--force writes over them): "
              + String.join(", ", taken));
    }
    Files.createDirectories(folder);
    for (var file : files.entrySet()) {
      var path = folder.resolve(file.getKey());
      if (force) {
        Files.writeString(path, file.getValue());
      } else {
        Files.writeString(path, file.getValue(), StandardOpenOption.CREATE_NEW);
      }
      out().println("written: " + path);
    }
    out()
        .println(
            "Between the expand and what follows it: `run`, and then `verify`. Release the"
                + " contract later than the cutover.");
    return ExitCode.DONE;
  }

  /** By the names of the interface. */
  static final class ToolConverter implements ITypeConverter<PlanTool> {
    @Override
    public PlanTool convert(String text) {
      return switch (text) {
        case "flyway" -> PlanTool.FLYWAY;
        case "liquibase" -> PlanTool.LIQUIBASE;
        case "sql" -> PlanTool.SQL;
        default -> throw new TypeConversionException("expected is flyway, liquibase or sql");
      };
    }
  }

  /** Sizes as the driver has them. */
  static final class SizeConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return SettingText.size(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("expected is " + e.getMessage());
      }
    }
  }
}
