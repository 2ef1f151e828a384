package io.safeddl.check.migration;

import io.safeddl.check.migration.FormattedSql.Changeset;
import io.safeddl.check.migration.Migration.Edited;
import io.safeddl.check.migration.Migration.InTransaction;
import io.safeddl.check.migration.Migration.Tool;
import io.safeddl.check.source.Region;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceText;
import io.safeddl.check.source.SourceText.Replacement;
import io.safeddl.sql.AllowComments;
import io.safeddl.sql.Script;
import io.safeddl.sql.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The changesets of formatted SQL as Liquibase runs them. */
final class FormattedChangesets {
  private final Placeholders placeholders =
      new Placeholders("${", "}", Placeholders.Kind.LIQUIBASE);
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<Function<String, @Nullable String>> fromOutside = new ArrayList<>();
  private final List<Note> notes;

  /**
   * Changesets of files that are read one after the other.
   *
   * @param notes takes what is to be said
   */
  FormattedChangesets(ToolSettings settings, List<Note> notes) {
    this.notes = notes;
    this.values.putAll(LiquibaseParameters.of(settings));
  }

  /** What changelogs that include these files know of placeholders. */
  void alsoKnown(Function<String, @Nullable String> more) {
    fromOutside.add(more);
  }

  /** Those of one file. A property that is defined twice keeps its first value. */
  List<Migration> read(SourceFile file) {
    var sql = FormattedSql.of(file);
    for (var property : sql.properties()) {
      if (property.dbms() == null || Dbms.matches(property.dbms())) {
        values.putIfAbsent(property.name(), property.value());
      }
    }
    var migrations = new ArrayList<Migration>();
    for (var changeset : sql.changesets()) {
      var dbms = changeset.attribute("dbms");
      if (dbms != null && !Dbms.matches(dbms)) {
        note(file, changeset, "is for other databases (dbms:" + dbms + "): not judged");
      } else if (changeset.is("ignore", false)) {
        note(file, changeset, "is left out (ignore:true): not judged");
      } else {
        migrations.add(read(file, changeset));
      }
    }
    return migrations;
  }

  /** What is said of values that are not known. */
  List<Note> unknownValues() {
    return placeholders.notes();
  }

  private @Nullable String value(String name) {
    var value = values.get(name);
    for (var more : fromOutside) {
      value = value == null ? more.apply(name) : value;
    }
    return value;
  }

  private Migration read(SourceFile file, Changeset changeset) {
    var replaced = SourceText.part(file, changeset.body());
    List<Replacement> replacements = new ArrayList<>();
    for (var ignored : changeset.ignored()) {
      var from = changeset.body().start();
      replacements.add(
          new Replacement(new Span(ignored.start() - from, ignored.end() - from), "\n"));
    }
    addUnlessInside(replacements, placeholders.replacements(replaced, this::value));
    if (changeset.is("splitStatements", true)) {
      addUnlessInside(
          replacements, Delimiters.of(replaced.text(), changeset.attribute("endDelimiter")));
    }
    var source = replaced.replace(replacements);
    if (changeset.is("stripComments", true)) {
      strippedComments(source);
    }
    return new Migration(
        changeset.name(),
        source,
        transaction(changeset),
        file.name() + "::" + changeset.name(),
        changeset.is("runOnChange", false) || changeset.is("runAlways", false)
            ? Edited.RUN_AGAIN
            : Edited.REFUSED,
        Tool.FORMATTED_SQL);
  }

  private static void addUnlessInside(List<Replacement> all, List<Replacement> more) {
    var before = List.copyOf(all);
    for (var it : more) {
      if (before.stream()
          .noneMatch(
              other ->
                  it.span().start() < other.span().end()
                      && other.span().start() < it.span().end())) {
        all.add(it);
      }
    }
    all.sort(Comparator.comparingInt(it -> it.span().start()));
  }

  private static InTransaction transaction(Changeset changeset) {
    var runWith = changeset.attribute("runWith");
    if (runWith != null && runWith.equalsIgnoreCase("psql")) {
      return InTransaction.EACH_ITS_OWN;
    }
    if (changeset.is("runInTransaction", true)) {
      return InTransaction.ONE;
    }
    return changeset.is("splitStatements", true)
        ? InTransaction.EACH_ITS_OWN
        : InTransaction.ONE_TEXT;
  }

  /** Liquibase cuts comments out before it sends a statement, the permissions in them too. */
  private void strippedComments(SourceText source) {
    if (!source.text().contains("safeddl:allow")) {
      return;
    }
    for (var statement : Script.parse(source.text()).statements()) {
      for (var allowed : AllowComments.of(statement)) {
        notes.add(
            new Note(
                source.region(allowed.span()),
                "Liquibase strips this comment before the driver sees it: write stripComments:false"
                    + " on the changeset's line"));
      }
    }
  }

  private void note(SourceFile file, Changeset changeset, String text) {
    notes.add(
        new Note(
            Region.of(file, changeset.header()), "changeset " + changeset.name() + " " + text));
  }
}
