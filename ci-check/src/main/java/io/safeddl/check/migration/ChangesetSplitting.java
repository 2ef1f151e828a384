package io.safeddl.check.migration;

import io.safeddl.check.migration.FormattedSql.Changeset;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceText.Replacement;
import io.safeddl.sql.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A changeset in formatted SQL: the pieces become changesets behind it, {@code id-2} and so on.
 * What rolls it back stays with the first, which is rolled back last.
 */
final class ChangesetSplitting implements Splitting {
  private static final Pattern HEADER =
      Pattern.compile(
          "(\\s*+--\\s*+changeset\\s++(?:\"[^\"]++\"|[^:]++):\\s*+)(\"[^\"]++\"|\\S++)(.*+)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern IN_TRANSACTION =
      Pattern.compile("\\brunInTransaction:\\S++", Pattern.CASE_INSENSITIVE);

  private static final Pattern ROLLBACK =
      Pattern.compile(
          "(?im)^[ \\t]*+--[ \\t]*+rollback\\b.*+\\R?+"
              + "|(?s:^[ \\t]*+/\\*\\s*+liquibase rollback\\b.*?\\*/[ \\t]*+\\R?+)");

  private static final Pattern PRECONDITION =
      Pattern.compile("(?im)^[ \\t]*+--[ \\t]*+precondition");

  private final SourceFile file;
  private final Changeset changeset;
  private final Set<String> names;

  private ChangesetSplitting(SourceFile file, Changeset changeset, Set<String> names) {
    this.file = file;
    this.changeset = changeset;
    this.names = names;
  }

  static ChangesetSplitting of(Migration migration) throws NotRewritten {
    var file = migration.source().file();
    Set<String> names = new HashSet<>();
    Changeset found = null;
    for (var changeset : FormattedSql.of(file).changesets()) {
      names.add(changeset.name());
      found = changeset.name().equals(migration.name()) && found == null ? changeset : found;
    }
    if (found == null) {
      throw new NotRewritten("the changeset was not found in its file");
    }
    return new ChangesetSplitting(file, found, names);
  }

  @Override
  public Span body() {
    return changeset.body();
  }

  @Override
  public boolean hasRoomForSettings() {
    return changeset.is("splitStatements", true);
  }

  @Override
  public Rewriting write(List<Piece> pieces) throws NotRewritten {
    if (pieces.size() > 1) {
      refuse();
    }
    var lineEnd = changeset.body().in(file.text()).startsWith("\r") ? "\r\n" : "\n";
    var first = new StringBuilder(pieces.get(0).text());
    var more = new StringBuilder();
    var rolledBack = ROLLBACK.matcher(changeset.body().in(file.text())).find();
    var number = 2;
    for (var piece : pieces.subList(1, pieces.size())) {
      var rollback = ROLLBACK.matcher(piece.text());
      rollback.results().forEach(it -> addLine(first, it.group(), lineEnd));
      var id = freeId(number);
      number = id.number() + 1;
      endLine(more.isEmpty() ? first : more, lineEnd);
      more.append(lineEnd).append(header(id.text(), piece.outside())).append(lineEnd);
      addLine(more, rollback.replaceAll("").strip(), lineEnd);
      if (rolledBack) {
        more.append("--rollback not required").append(lineEnd);
      }
    }
    var body = changeset.body().in(file.text());
    var gap = body.substring(body.stripTrailing().length());
    var text = (first.toString() + more).stripTrailing() + (gap.isEmpty() ? lineEnd : gap);
    List<Replacement> edits = new ArrayList<>();
    var header = header(id(), pieces.get(0).outside());
    if (!header.equals(changeset.header().in(file.text()))) {
      edits.add(new Replacement(changeset.header(), header));
    }
    edits.add(new Replacement(changeset.body(), text));
    return new Rewriting(edits, List.of());
  }

  private void refuse() throws NotRewritten {
    if (changeset.is("runOnChange", false) || changeset.is("runAlways", false)) {
      throw new NotRewritten("a changeset with runOnChange or runAlways cannot be split");
    }
    if (PRECONDITION.matcher(changeset.body().in(file.text())).find()) {
      throw new NotRewritten(
          "its preconditions would have to be others for each part that it is split into");
    }
  }

  private String id() {
    var matcher = HEADER.matcher(changeset.header().in(file.text()));
    return matcher.matches() ? matcher.group(2) : changeset.id();
  }

  private record Id(int number, String text) {}

  private Id freeId(int from) {
    var number = from;
    while (!names.add(changeset.id() + "-" + number + "::" + changeset.author())) {
      number++;
    }
    var id = id();
    var quoted = id.endsWith("\"") && id.length() > 1;
    return new Id(
        number,
        quoted ? id.substring(0, id.length() - 1) + "-" + number + "\"" : id + "-" + number);
  }

  /** The first line with another id, and where the piece needs it, with another transaction. */
  private String header(String id, boolean outside) {
    var matcher = HEADER.matcher(changeset.header().in(file.text()));
    if (!matcher.matches()) {
      throw new IllegalStateException("a changeset without author and id: " + changeset.name());
    }
    var attributes = matcher.group(3);
    if (outside) {
      var told = IN_TRANSACTION.matcher(attributes);
      attributes =
          told.find()
              ? told.replaceAll("runInTransaction:false")
              : attributes + " runInTransaction:false";
    }
    return matcher.group(1).stripLeading() + id + attributes;
  }

  private static void addLine(StringBuilder text, String line, String lineEnd) {
    endLine(text, lineEnd);
    text.append(line.stripTrailing()).append(lineEnd);
  }

  private static void endLine(StringBuilder text, String lineEnd) {
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append(lineEnd);
    }
  }
}
