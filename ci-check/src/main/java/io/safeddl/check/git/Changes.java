package io.safeddl.check.git;

import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceReader;
import io.safeddl.rule.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What has changed in files since the merge base with another commit, committed or not. */
public final class Changes {
  private final Git git;
  private final Path root;
  private final String ref;
  private final String base;
  private final Set<String> old;
  private final Set<String> different;

  /** What has become of a file. */
  public enum Change {
    /** It is as it was. */
    NONE,
    /** It was there, and was different. */
    EDITED,
    /** It was not there. */
    NEW
  }

  private Changes(
      Git git, Path root, String ref, String base, Set<String> old, Set<String> different) {
    this.git = git;
    this.root = root;
    this.ref = ref;
    this.base = base;
    this.old = old;
    this.different = different;
  }

  /**
   * What has changed since a commit.
   *
   * @param ref a branch, a tag, or a commit
   * @param files all that will be asked for
   * @throws IOException saying what is in the way: no git, no work tree, no such commit
   */
  public static Changes since(String ref, Collection<SourceFile> files) throws IOException {
    var here = folder(files);
    var top = new Git(here).ask("rev-parse", "--show-toplevel");
    if (top.exitCode() != 0) {
      throw new IOException("--since needs a git work tree: " + top.err().strip());
    }
    var root = Path.of(top.out().strip());
    var git = new Git(root);
    var base = mergeBase(git, ref);
    var folders = new TreeSet<String>();
    for (var file : files) {
      var path = file.path();
      if (path != null) {
        var name = inTree(root.toRealPath(), path);
        folders.add(name.indexOf('/') < 0 ? "." : name.substring(0, name.lastIndexOf('/')));
      }
    }
    return new Changes(
        git,
        root.toRealPath(),
        ref,
        base,
        names(git, folders, "ls-tree", "-r", "--name-only", "-z", base),
        names(git, folders, "diff", "--name-only", "--no-renames", "-z", base));
  }

  /** Where git is asked: beside the first file. */
  private static Path folder(Collection<SourceFile> files) {
    for (var file : files) {
      var path = file.path();
      var folder = path == null ? null : path.toAbsolutePath().normalize().getParent();
      if (folder != null) {
        return folder;
      }
    }
    return Path.of("").toAbsolutePath();
  }

  private static Set<String> names(Git git, Collection<String> folders, String... command)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.add("--");
    // Long lists would not fit on a command line.
    words.addAll(folders.size() <= 100 ? folders : List.of("."));
    return new HashSet<>(Git.parts(git.run(words.toArray(String[]::new))));
  }

  private static String mergeBase(Git git, String ref) throws IOException {
    var shallow = git.run("rev-parse", "--is-shallow-repository").strip().equals("true");
    var deeper =
        shallow
            ? ". This clone is shallow: fetch the whole history (fetch-depth: 0 of"
                + " actions/checkout, git fetch --unshallow)"
            : "";
    if (ref.startsWith("-")
        || git.ask("rev-parse", "--verify", "--quiet", ref + "^{commit}").exitCode() != 0) {
      var known = git.run("for-each-ref", "--format=%(refname:short)").lines().distinct().toList();
      var hint = known.isEmpty() ? "" : "; did you mean " + Nearest.of(ref, known) + "?";
      throw new IOException("--since: there is no commit " + ref + hint + deeper);
    }
    var base = git.ask("merge-base", ref, "HEAD");
    if (base.exitCode() != 0) {
      throw new IOException("--since: " + ref + " and HEAD have no common commit" + deeper);
    }
    return base.out().strip();
  }

  /** The other commit, as it was named. */
  public String ref() {
    return ref;
  }

  /**
   * What has become of a file; standard input is always new.
   *
   * @throws IOException where it is in another work tree
   */
  public Change of(SourceFile file) throws IOException {
    var path = file.path();
    if (path == null) {
      return Change.NEW;
    }
    var name = inTree(root, path);
    if (!old.contains(name)) {
      return Change.NEW;
    }
    return different.contains(name) ? Change.EDITED : Change.NONE;
  }

  /**
   * A file as it was.
   *
   * @throws IOException where it was not there, or is not UTF-8
   */
  public SourceFile before(SourceFile file) throws IOException {
    var path = file.path();
    if (path == null) {
      throw new IllegalArgumentException("standard input was not there before");
    }
    return new SourceFile(file.name(), git.run("show", base + ":" + inTree(root, path)));
  }

  private static String inTree(Path root, Path path) throws IOException {
    // The folder may be a link; the file itself is what git knows, even where it is a link.
    var folder = path.toAbsolutePath().normalize().getParent();
    while (folder != null && !Files.isDirectory(folder)) {
      folder = folder.getParent(); // a file that is still to be written
    }
    if (folder == null) {
      throw new IOException("--since: there is no file " + path);
    }
    var real = folder.toRealPath().resolve(folder.relativize(path.toAbsolutePath().normalize()));
    if (!real.startsWith(root)) {
      throw new IOException("--since: " + path + " is not in the git work tree " + root);
    }
    return SourceReader.name(root.relativize(real));
  }
}
