package io.safeddl.check.fix;

import io.safeddl.check.migration.Splitting.Rewriting;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceText.Replacement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts of the files as they come to be, and of which file each has been a part. */
final class Texts {
  private final List<SourceFile> files;

  /** The file as it was read, for each text of it, and of each file that it was split into. */
  private final IdentityHashMap<SourceFile, SourceFile> origins = new IdentityHashMap<>();

  /** Files that are written and that hold no migration. */
  private final List<SourceFile> aside = new ArrayList<>();

  private final Set<SourceFile> changed = new LinkedHashSet<>();

  Texts(List<SourceFile> files) {
    this.files = new ArrayList<>(files);
  }

  /** All files as they are now. */
  List<SourceFile> files() {
    return List.copyOf(files);
  }

  /** All that may have to be written. */
  List<SourceFile> all() {
    var all = new ArrayList<>(files);
    all.addAll(aside);
    return all;
  }

  /** The file as it was read. */
  SourceFile origin(SourceFile file) {
    return origins.getOrDefault(file, file);
  }

  /** The files, as they were read, of which something is to be written. */
  Set<SourceFile> changed() {
    return changed;
  }

  /** Writes what takes the place of a file. */
  void apply(SourceFile file, List<Rewriting> rewritings) {
    var crlf = isCrlf(file.text());
    List<Replacement> edits = new ArrayList<>();
    rewritings.forEach(it -> edits.addAll(it.edits()));
    edits.sort(Comparator.comparingInt(it -> it.span().start()));
    var text = new StringBuilder();
    var done = 0;
    for (var edit : edits) {
      text.append(file.text(), done, edit.span().start());
      text.append(lines(edit.text(), crlf));
      done = edit.span().end();
    }
    text.append(file.text().substring(done));
    put(new SourceFile(file.name(), text.toString(), file.path()), file, file);
    for (var rewriting : rewritings) {
      for (var other : rewriting.files()) {
        var made = new SourceFile(other.name(), lines(other.text(), crlf), other.path());
        if (isAside(made)) {
          origins.put(made, origin(file));
          aside.add(made);
        } else {
          put(made, file, file);
        }
      }
    }
  }

  /** A tool's word on a folder, and what undoes nothing. */
  private static boolean isAside(SourceFile file) {
    return file.name().endsWith(".toml") || file.shortName().equals("down.sql");
  }

  private void put(SourceFile file, SourceFile place, SourceFile from) {
    var origin = origin(from);
    origins.put(file, origin);
    changed.add(origin);
    var same = indexOf(file.path(), file);
    if (same >= 0) {
      files.set(same, file);
      return;
    }
    var at = indexOf(place.path(), place) + 1;
    // Behind those that have been put there before.
    while (at < files.size() && origins.get(files.get(at)) == origin) {
      at++;
    }
    files.add(at, file);
  }

  private int indexOf(@Nullable Path path, SourceFile file) {
    for (var i = 0; i < files.size(); i++) {
      var it = files.get(i);
      var itsPath = it.path();
      if (path == null ? itsPath == null && it.name().equals(file.name()) : path.equals(itsPath)) {
        return i;
      }
    }
    return -1;
  }

  /** Every line ends with both characters. */
  private static boolean isCrlf(String text) {
    var end = text.indexOf('\n');
    if (end < 0) {
      return false;
    }
    for (; end >= 0; end = text.indexOf('\n', end + 1)) {
      if (end == 0 || text.charAt(end - 1) != '\r') {
        return false;
      }
    }
    return true;
  }

  private static String lines(String text, boolean crlf) {
    return crlf ? text.replace("\r\n", "\n").replace("\n", "\r\n") : text;
  }
}
