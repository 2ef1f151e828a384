package io.safeddl.check.migration;

import io.safeddl.check.source.FileSearch;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder with migrations. */
record Folder(Path path) {
  /** Writes a file. */
  Folder with(String name, String text) throws IOException {
    var file = path.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** What a layout finds in it, told this much. */
  Migrations read(LayoutName layout, Map<String, String> settings) throws IOException {
    var told = SettingsFiles.beside(List.of(path)).with(settings);
    List<SourceFile> files = new ArrayList<>();
    for (var file :
        new FileSearch(List.of(), it -> reads(layout, it, told)).find(path.toString())) {
      files.add(SourceReader.read(file));
    }
    return layout.layout(told).read(files);
  }

  /** What the layout finds that the files show. */
  Migrations read() throws IOException {
    return read(LayoutName.auto, Map.of());
  }

  private static boolean reads(LayoutName layout, Path file, ToolSettings settings) {
    try {
      return layout.reads(file, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the migrations, in their order. */
  static List<String> names(Migrations migrations) {
    return migrations.ordered().stream().map(Migration::name).toList();
  }

  /** The transactions of the migrations, in their order. */
  static List<Migration.InTransaction> transactions(Migrations migrations) {
    return migrations.ordered().stream().map(Migration::transaction).toList();
  }

  /** What is said, each with its file's name and line. */
  static List<String> notes(Migrations migrations) {
    return migrations.notes().stream()
        .map(
            it ->
                it.region().file().shortName()
                    + ":"
                    + it.region().start().line()
                    + ": "
                    + it.text())
        .toList();
  }

  /** The SQL of the only migration of that name. */
  static String sql(Migrations migrations, String name) {
    return migrations.ordered().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow()
        .source()
        .text();
  }
}
