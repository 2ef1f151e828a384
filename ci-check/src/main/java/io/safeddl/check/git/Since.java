package io.safeddl.check.git;

import io.safeddl.check.git.Changes.Change;
import io.safeddl.check.migration.Changesets;
import io.safeddl.check.migration.Migration;
import io.safeddl.check.migration.Migration.Edited;
import io.safeddl.check.migration.Migrations;
import io.safeddl.check.migration.Note;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceText;
import io.safeddl.sql.PsqlText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is judged where it is known what has been rolled out: what has changed since another commit
 * is one release, and all else has been rolled out before it.
 */
public final class Since {
  private static final String SINCE = "since ";
  private static final String EDITED = ", edited since ";

  private final Changes changes;
  private final Map<SourceFile, Change> files = new HashMap<>();
  private final Map<SourceFile, Map<String, String>> before = new HashMap<>();

  private Since(Changes changes) {
    this.changes = changes;
  }

  /**
   * The migrations as a database meets them that stands at the merge base: what it has run comes
   * first, whatever is new among it.
   *
   * @throws IOException where git cannot say
   */
  public static Migrations judge(Migrations migrations, Changes changes) throws IOException {
    return new Since(changes).judge(migrations);
  }

  /** True for a migration that was there at the merge base, and is not run again. */
  public static boolean isEdited(Migration migration) {
    var release = migration.release();
    return release != null && release.contains(EDITED);
  }

  private Migrations judge(Migrations migrations) throws IOException {
    var release = SINCE + changes.ref();
    List<Migration> old = new ArrayList<>();
    List<Migration> coming = new ArrayList<>();
    List<Note> notes = new ArrayList<>(migrations.notes());
    for (var migration : migrations.ordered()) {
      switch (change(migration)) {
        case NONE -> old.add(migration.rolledOut());
        case NEW -> coming.add(migration.in(release));
        case EDITED -> {
          note(migration, notes);
          if (migration.edited() == Edited.RUN_AGAIN) {
            old.add(asItWas(migration));
            coming.add(migration.in(release));
          } else {
            // What follows it has been rolled out: it is no part of what is coming.
            old.add(migration.in(migration.name() + EDITED + changes.ref()));
          }
        }
      }
    }
    old.addAll(coming);
    return new Migrations(migrations.files(), old, notes);
  }

  /** What a tool runs again has been run before: what IF NOT EXISTS made then is there. */
  private Migration asItWas(Migration migration) throws IOException {
    var file = migration.source().file();
    var changesets = before.get(file);
    var text = changesets == null ? null : changesets.get(migration.name());
    var was = text == null ? changes.before(file) : new SourceFile(file.name(), text);
    return new Migration(
        migration.name(),
        SourceText.of(was, PsqlText.read(was.text())),
        migration.transaction(),
        null,
        migration.edited(),
        migration.tool());
  }

  private void note(Migration migration, List<Note> notes) {
    var was = migration.name() + " was there at the merge base with " + changes.ref();
    switch (migration.edited()) {
      case REFUSED ->
          notes.add(
              new Note(
                  migration.place(),
                  was
                      + " and has changed: a database that has run it refuses it, since its"
                      + " checksum is another"));
      case IGNORED ->
          notes.add(
              new Note(
                  migration.place(),
                  was + " and has changed: a database that has run it does not run it again"));
      case RUN_AGAIN, UNKNOWN -> {}
    }
  }

  private Change change(Migration migration) throws IOException {
    var file = migration.source().file();
    var change = files.get(file);
    if (change == null) {
      change = changes.of(file);
      files.put(file, change);
    }
    if (change != Change.EDITED || !Changesets.are(file)) {
      return change;
    }
    var texts = before.get(file);
    if (texts == null) {
      texts = Changesets.texts(changes.before(file));
      before.put(file, texts);
    }
    var text = texts.get(migration.name());
    if (text == null) {
      return Change.NEW;
    }
    return text.equals(Changesets.texts(file).get(migration.name())) ? Change.NONE : Change.EDITED;
  }
}
