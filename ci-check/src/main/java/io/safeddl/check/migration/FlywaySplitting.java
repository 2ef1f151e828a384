package io.safeddl.check.migration;

import io.safeddl.check.migration.FlywayName.Kind;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceReader;
import io.safeddl.check.source.SourceText.Replacement;
import io.safeddl.sql.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of Flyway's: the pieces get versions between its own and the next one, {@code V7.1} behind
 * {@code V7}, and a {@code .conf} where Flyway would not see by itself that a piece cannot run in a
 * transaction.
 */
final class FlywaySplitting implements Splitting {
  /** {@code 7.1}, else {@code 7.0.1}, and so on. */
  private static final int DEEPEST = 6;

  private final SourceFile file;
  private final FlywaySettings settings;
  private final Map<Path, SourceFile> files;
  private final FlywayName.Reader names;

  FlywaySplitting(SourceFile file, FlywaySettings settings, Map<Path, SourceFile> files) {
    this.file = file;
    this.settings = settings;
    this.files = files;
    this.names = new FlywayName.Reader(settings);
  }

  @Override
  public Span body() {
    return new Span(0, file.text().length());
  }

  @Override
  public boolean hasRoomForSettings() {
    return true;
  }

  @Override
  public Rewriting write(List<Piece> pieces) throws NotRewritten, IOException {
    var path = file.path();
    if (path == null) {
      throw new NotRewritten("standard input has no name for Flyway");
    }
    var first = pieces.get(0);
    if (settings.groups() && (pieces.size() > 1 || first.outside())) {
      throw new NotRewritten("with flyway.group=true all migrations run in one transaction");
    }
    List<SourceFile> written = new ArrayList<>();
    config(path, first, written);
    var paths = paths(path, pieces.size() - 1);
    for (var i = 1; i < pieces.size(); i++) {
      var other = paths.get(i - 1);
      written.add(
          new SourceFile(
              SourceReader.name(other), pieces.get(i).text().stripTrailing() + "\n", other));
      config(other, pieces.get(i), written);
    }
    return new Rewriting(List.of(new Replacement(body(), first.text())), written);
  }

  /** The settings beside a piece: those beside the file, with the right word on the transaction. */
  private void config(Path script, Piece piece, List<SourceFile> written) throws IOException {
    var old = FlywayScriptConfig.text(file, files);
    var told = FlywayScriptConfig.beside(file, files).executeInTransaction();
    var found = FlywayTransaction.of(piece.text());
    var decides =
        piece.outside()
            ? found.without() != null && found.offending() == null
            : found.without() == null;
    var text = told != null || !decides ? FlywayScriptConfig.told(old, !piece.outside()) : old;
    var config = FlywayScriptConfig.path(script);
    var isThere = script.equals(file.path());
    if (!text.isEmpty() && !(isThere && text.equals(old))) {
      written.add(new SourceFile(SourceReader.name(config), text, config));
    }
  }

  /** The files of the further pieces. */
  private List<Path> paths(Path path, int count) throws NotRewritten, IOException {
    if (count == 0) {
      return List.of();
    }
    var name = names.read(file.shortName());
    if (name == null || name.kind() != Kind.VERSIONED || name.version() == null) {
      throw new NotRewritten(
          "it takes "
              + (count + 1)
              + " migrations, and only one with a version of its own can be followed by others");
    }
    var prefix = settings.versionedPrefix();
    var rest = file.shortName().substring(prefix.length());
    var end = rest.indexOf(settings.separator());
    if (end < 0) {
      end = rest.toLowerCase(Locale.ROOT).lastIndexOf(suffix(rest));
    }
    var version = rest.substring(0, end);
    List<Path> paths = new ArrayList<>();
    for (var next : versions(name.version(), version, path, count)) {
      paths.add(path.resolveSibling(prefix + next + rest.substring(end)));
    }
    return paths;
  }

  private String suffix(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return settings.suffixes().stream()
        .map(it -> it.toLowerCase(Locale.ROOT))
        .filter(lower::endsWith)
        .findFirst()
        .orElse("");
  }

  /** Versions behind this one and before the next. */
  private List<String> versions(FlywayVersion own, String written, Path path, int count)
      throws NotRewritten, IOException {
    var taken = taken(path);
    var next = next(own, taken);
    var dot = written.indexOf('.') < 0 && written.indexOf('_') >= 0 ? "_" : ".";
    var start = written;
    for (var depth = 0; depth < DEEPEST; depth++) {
      List<String> versions = new ArrayList<>();
      for (var i = 1; i <= count; i++) {
        versions.add(start + dot + i);
      }
      var first = FlywayVersion.of(versions.get(0));
      var last = FlywayVersion.of(versions.get(count - 1));
      if (first != null
          && last != null
          && first.compareTo(own) > 0
          && (next == null || last.compareTo(next) < 0)) {
        return versions;
      }
      start += dot + "0";
    }
    throw new NotRewritten("there is no room for " + count + " versions behind " + own.text());
  }

  private static @Nullable FlywayVersion next(FlywayVersion own, Collection<FlywayVersion> all) {
    FlywayVersion next = null;
    for (var version : all) {
      if (version.compareTo(own) > 0 && (next == null || version.compareTo(next) < 0)) {
        next = version;
      }
    }
    return next;
  }

  /** The versions that there are, also of files that are not read. */
  private Collection<FlywayVersion> taken(Path path) throws IOException {
    List<FlywayVersion> taken = new ArrayList<>();
    files.keySet().forEach(it -> add(it, taken));
    var folder = path.toAbsolutePath().getParent();
    if (folder != null && Files.isDirectory(folder)) {
      try (var siblings = Files.list(folder)) {
        siblings.forEach(it -> add(it, taken));
      }
    }
    return taken;
  }

  private void add(Path path, List<FlywayVersion> taken) {
    var name = names.read(String.valueOf(path.getFileName()));
    if (name != null && name.version() != null) {
      taken.add(name.version());
    }
  }
}
