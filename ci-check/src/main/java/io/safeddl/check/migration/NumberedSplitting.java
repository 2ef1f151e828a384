package io.safeddl.check.migration;

import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceReader;
import io.safeddl.check.source.SourceText.Replacement;
import io.safeddl.sql.Span;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of a tool that goes by the number at the beginning of a name, of the file or of its
 * folder: the pieces get the numbers behind its own, where they are free.
 */
final class NumberedSplitting implements Splitting {
  /** A number, with dashes inside as Diesel writes it, and the rest. */
  private static final Pattern NUMBERED = Pattern.compile("(\\d++(?:-\\d++)*+)([_.-].*+)?+");

  private static final String BLOCK = "+goose StatementBegin";

  private static final Pattern DBMATE_UP = Pattern.compile("(?m)^--[ \\t]*+migrate:up\\b(.*+)$");

  private final SourceFile file;
  private final PlainFile plain;
  private final ToolFile tool;
  private final Path path;
  private final Collection<Path> known;

  private NumberedSplitting(
      SourceFile file, PlainFile plain, ToolFile tool, Path path, Collection<Path> known) {
    this.file = file;
    this.plain = plain;
    this.tool = tool;
    this.path = path;
    this.known = known;
  }

  static NumberedSplitting of(SourceFile file, Collection<Path> known) throws NotRewritten {
    var plain = PlainFile.of(file);
    var path = file.path();
    if (path == null) {
      throw new NotRewritten("standard input cannot be split into several files");
    }
    return new NumberedSplitting(file, plain, ToolFile.of(plain.kind(), file), path, known);
  }

  @Override
  public Span body() {
    return plain.up();
  }

  @Override
  public boolean hasRoomForSettings() {
    return tool == ToolFile.GOOSE;
  }

  @Override
  public Rewriting write(List<Piece> pieces) throws NotRewritten, IOException {
    for (var piece : pieces) {
      if (piece.outside() && tool == ToolFile.MYBATIS) {
        throw new NotRewritten(
            "MyBatis Migrations has no way to run one script outside of a transaction; through the"
                + " SafeDDL driver it runs as it is");
      }
    }
    if (pieces.size() > 1 && plain.up().in(file.text()).contains(BLOCK)) {
      throw new NotRewritten("a file with +goose StatementBegin is not split");
    }
    List<Replacement> edits = new ArrayList<>();
    if (pieces.get(0).outside()) {
      mark(edits);
    }
    var up = plain.up().in(file.text());
    var behind = file.text().substring(plain.up().end());
    var first = pieces.get(0).text();
    // What comes behind begins on a line of its own, as before.
    var gap = behind.isEmpty() ? "" : up.substring(up.stripTrailing().length());
    edits.add(new Replacement(plain.up(), behind.isEmpty() ? first : first.stripTrailing() + gap));
    List<SourceFile> written = new ArrayList<>();
    var names = names(pieces.size() - 1);
    for (var i = 1; i < pieces.size(); i++) {
      var piece = pieces.get(i);
      var name = names.get(i - 1);
      add(name, tool.text(piece, file), written);
      for (var more : tool.beside(piece).entrySet()) {
        add(name.resolveSibling(more.getKey()), more.getValue(), written);
      }
    }
    if (pieces.get(0).outside() && tool == ToolFile.DIESEL) {
      var settings = path.resolveSibling(ToolFile.DIESEL_SETTINGS);
      if (Files.exists(settings)) {
        throw new NotRewritten("there is a " + ToolFile.DIESEL_SETTINGS + " beside it already");
      }
      add(settings, ToolFile.DIESEL_WITHOUT, written);
    }
    return new Rewriting(edits, written);
  }

  private static void add(Path path, String text, List<SourceFile> written) {
    written.add(new SourceFile(SourceReader.name(path), text, path));
  }

  /** Marks the file as one that runs outside of a transaction. */
  private void mark(List<Replacement> edits) {
    switch (tool) {
      case UP -> insert(ToolFile.NO_TRANSACTION, edits);
      case GOOSE -> insert(ToolFile.GOOSE_WITHOUT, edits);
      case DBMATE -> {
        var up = DBMATE_UP.matcher(file.text());
        if (up.find() && !up.group(1).replace(" ", "").contains("transaction:false")) {
          var end = up.start(1) + up.group(1).stripTrailing().length();
          edits.add(new Replacement(new Span(end, end), " transaction:false"));
        }
      }
      case DIESEL, PRISMA, MYBATIS -> {}
    }
  }

  private void insert(String line, List<Replacement> edits) {
    if (!file.text().contains(line.strip())) {
      edits.add(new Replacement(new Span(0, 0), line));
    }
  }

  /** The files of the further pieces. */
  private List<Path> names(int count) throws NotRewritten, IOException {
    if (count == 0) {
      return List.of();
    }
    var numbered = tool.namesFolder() ? path.toAbsolutePath().getParent() : path;
    var name = numbered == null ? "" : String.valueOf(numbered.getFileName());
    var matcher = NUMBERED.matcher(name);
    if (numbered == null || !matcher.matches()) {
      throw new NotRewritten(
          "it takes " + (count + 1) + " files, and its name has no number to go on from");
    }
    var number = number(matcher.group(1));
    var next = next(number, numbered);
    if (next != null && number.add(BigInteger.valueOf(count)).compareTo(next) >= 0) {
      throw new NotRewritten(
          "it takes "
              + (count + 1)
              + " files, and the numbers behind its own are taken: number those behind it anew");
    }
    var rest = matcher.group(2) == null ? "" : matcher.group(2);
    List<Path> names = new ArrayList<>();
    for (var i = 1; i <= count; i++) {
      var free = written(number.add(BigInteger.valueOf(i)), matcher.group(1)) + rest;
      var sibling = tool.namesFolder() ? path.resolveSibling(Path.of("..", free)) : null;
      names.add(
          sibling == null
              ? path.resolveSibling(free)
              : sibling.normalize().resolve(path.getFileName()));
    }
    return names;
  }

  private @Nullable BigInteger next(BigInteger number, Path numbered) throws IOException {
    List<Path> siblings = new ArrayList<>();
    var folder = numbered.toAbsolutePath().normalize().getParent();
    if (folder != null && Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        files.forEach(siblings::add);
      }
    }
    for (var file : known) {
      var plainly = file.toAbsolutePath().normalize();
      var sibling = tool.namesFolder() ? plainly.getParent() : plainly;
      if (sibling != null && folder != null && folder.equals(sibling.getParent())) {
        siblings.add(sibling);
      }
    }
    BigInteger next = null;
    for (var sibling : siblings) {
      var matcher = NUMBERED.matcher(String.valueOf(sibling.getFileName()));
      if (matcher.matches()) {
        var its = number(matcher.group(1));
        next = its.compareTo(number) > 0 && (next == null || its.compareTo(next) < 0) ? its : next;
      }
    }
    return next;
  }

  private static BigInteger number(String digits) {
    return new BigInteger(digits.replace("-", ""));
  }

  /** A number in the form of another: as wide, with dashes at the same places from the right. */
  private static String written(BigInteger number, String form) {
    var digits = number.toString();
    var width = form.replace("-", "").length();
    var text = new StringBuilder("0".repeat(Math.max(0, width - digits.length())) + digits);
    for (var dash = form.lastIndexOf('-'); dash >= 0; dash = form.lastIndexOf('-', dash - 1)) {
      text.insert(text.length() - (form.length() - dash - 1), '-');
    }
    return text.toString();
  }
}
