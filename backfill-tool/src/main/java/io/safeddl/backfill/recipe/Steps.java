package io.safeddl.backfill.recipe;

import io.safeddl.backfill.mirror.Direction;
import io.safeddl.backfill.recipe.Attached.Kind;
import io.safeddl.backfill.spec.Mirror;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.MirrorWork;
import io.safeddl.sql.Identifiers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The phases as statements. Nothing is run here. */
final class Steps {
  private final Survey survey;
  private final TableName table;

  Steps(Survey survey) {
    this.survey = survey;
    this.table = survey.target().name();
  }

  /** One transaction: the columns, then the trigger; no write can come between them. */
  List<String> expand() {
    var columns =
        survey.works().stream()
            .map(
                work ->
                    "ADD COLUMN " + Identifiers.quote(work.mirror().to()) + " " + work.typeSql())
            .collect(Collectors.joining(", "));
    var statements = new ArrayList<String>();
    statements.add(table.alter() + columns);
    statements.addAll(survey.trigger(Direction.FORWARD).create());
    return statements;
  }

  /** What the new columns get before the cutover, each in a transaction of its own. */
  List<String> prepare() {
    var statements = new ArrayList<String>();
    for (var change : survey.changes()) {
      var to = Identifiers.quote(change.work().mirror().to());
      var facts = change.facts();
      facts.grants().forEach(grant -> statements.add(grant.on(to, table.toSql())));
      facts
          .statistics()
          .ifPresent(
              target ->
                  statements.add(
                      table.alter() + "ALTER COLUMN " + to + " SET STATISTICS " + target));
      if (!facts.options().isEmpty()) {
        statements.add(
            table.alter()
                + "ALTER COLUMN "
                + to
                + " SET ("
                + String.join(", ", facts.options())
                + ")");
      }
    }
    return statements;
  }

  /**
   * Without it the planner would know nothing of a column that every query uses at once. Extended
   * statistics want all their columns read.
   */
  String analyze() {
    if (survey.attached().stream().anyMatch(it -> it.kind() == Kind.STATISTICS)) {
      return "ANALYZE " + table.toSql();
    }
    var columns =
        survey.works().stream()
            .map(work -> Identifiers.quote(work.mirror().to()))
            .collect(Collectors.joining(", "));
    return "ANALYZE " + table.toSql() + " (" + columns + ")";
  }

  /** One transaction: the names are swapped, and the trigger writes the other way. */
  List<String> cutover() {
    var statements = takeDown();
    for (var change : survey.changes()) {
      var mirror = change.work().mirror();
      statements.add(rename(mirror.from(), mirror.old()));
      statements.add(rename(mirror.to(), mirror.from()));
    }
    // A session that has called the function would fail at each write (42804): a new text is
    // planned anew.
    statements.addAll(survey.trigger(Direction.BACKWARD).replaceFunction());
    for (var change : survey.changes()) {
      var mirror = change.work().mirror();
      var handover = new Handover(table, change, mirror.old(), mirror.from(), change.work().type());
      statements.addAll(handover.statements());
    }
    survey.attached().forEach(it -> statements.addAll(it.takeOver()));
    for (var change : survey.changes()) {
      NotNull.of(survey.target(), change)
          .ifPresent(it -> statements.addAll(it.handOver(change.work().mirror().old())));
    }
    statements.addAll(compiledAnew());
    return statements;
  }

  /** One transaction: the cutover, taken back. */
  List<String> takeBack() {
    var statements = takeDown();
    statements.addAll(unguard());
    for (var change : survey.changes()) {
      var mirror = change.work().mirror();
      statements.add(rename(mirror.from(), mirror.to()));
      statements.add(rename(mirror.old(), mirror.from()));
    }
    statements.addAll(survey.trigger(Direction.FORWARD).replaceFunction());
    for (var change : survey.changes()) {
      var mirror = change.work().mirror();
      var handover =
          new Handover(table, change, mirror.to(), mirror.from(), change.work().oldType());
      statements.addAll(handover.statements());
    }
    survey.attached().forEach(it -> statements.addAll(it.giveBack()));
    for (var change : survey.changes()) {
      NotNull.of(survey.target(), change).ifPresent(it -> statements.addAll(it.handBack()));
    }
    statements.addAll(compiledAnew());
    return statements;
  }

  /** The foreign keys first: they hold the index of the key. */
  private List<String> takeDown() {
    var statements = new ArrayList<String>();
    topFirst().forEach(it -> statements.addAll(it.takeDown()));
    return statements;
  }

  /** That of a table before those of its partitions, which go with it. */
  private List<Attached> topFirst() {
    var reversed = new ArrayList<>(survey.attached());
    Collections.reverse(reversed);
    return reversed;
  }

  /** Takes away what has kept values out that the old columns cannot hold. */
  List<String> unguard() {
    return survey.changes().stream()
        .flatMap(change -> Guard.of(survey, change).stream())
        .map(Guard::drop)
        .toList();
  }

  /** The rows whose value went lost on the way back to the old column. */
  String lost(Change change) {
    var mirror = change.work().mirror();
    return "("
        + Identifiers.quote(mirror.from())
        + " IS NOT NULL AND "
        + Identifiers.quote(mirror.old())
        + " IS NULL)";
  }

  /**
   * The rows whose old column holds something else than the trigger writes there, and nothing that
   * the new value could have come from: a row that nobody has written since the cutover has its old
   * value still, and the way there and back need not end where it began ({@code 007}).
   */
  String stale(Change change) {
    var work = change.work();
    var value =
        "(SELECT "
            + work.backward()
            + " FROM (SELECT "
            + Identifiers.quote(work.mirror().from())
            + " AS "
            + Identifiers.quote(work.mirror().to())
            + ") AS r)";
    return "(CAST(ROW("
        + Identifiers.quote(work.mirror().old())
        + ") AS record) OPERATOR(pg_catalog.*<>) CAST(ROW(CAST("
        + value
        + " AS "
        + work.oldType()
        + ")) AS record) AND CAST(ROW("
        + Identifiers.quote(work.mirror().from())
        + ") AS record) OPERATOR(pg_catalog.*<>) CAST(ROW(CAST("
        + fromOld(work)
        + " AS "
        + work.type()
        + ")) AS record))";
  }

  /** What the new column would have of the old ones, which have other names by now. */
  private String fromOld(MirrorWork work) {
    var names = new HashMap<String, String>();
    for (var other : survey.works()) {
      names.put(other.mirror().to(), other.mirror().from());
    }
    for (var other : survey.works()) {
      names.put(other.mirror().from(), other.mirror().old());
    }
    var columns = new LinkedHashSet<>(work.columns());
    columns.add(work.mirror().from());
    return "(SELECT "
        + work.forward()
        + " FROM (SELECT "
        + columns.stream()
            .map(
                it ->
                    Identifiers.quote(names.getOrDefault(it, it)) + " AS " + Identifiers.quote(it))
            .collect(Collectors.joining(", "))
        + ") AS r)";
  }

  /** One transaction: the old columns go, behind the trigger that writes them. */
  List<String> contract() {
    return drop(Direction.BACKWARD, survey.changes().stream().map(it -> it.work().mirror().old()));
  }

  /** One transaction: the new columns go, with all that was built on them. */
  List<String> rollback() {
    var statements = new ArrayList<String>();
    topFirst().forEach(it -> statements.addAll(it.dropTwin()));
    statements.addAll(
        drop(
            Direction.FORWARD,
            survey.changes().stream().map(it -> it.work().mirror()).map(Mirror::to)));
    return statements;
  }

  private List<String> drop(Direction direction, Stream<String> columns) {
    var statements = new ArrayList<>(survey.trigger(direction).drop());
    statements.add(
        table.alter()
            + columns
                .map(column -> "DROP COLUMN IF EXISTS " + Identifiers.quote(column))
                .collect(Collectors.joining(", ")));
    statements.addAll(compiledAnew());
    return statements;
  }

  private List<String> compiledAnew() {
    return survey.functions().stream()
        .filter(CompiledFunction::ours)
        .map(CompiledFunction::touch)
        .toList();
  }

  private String rename(String from, String to) {
    return table.alter()
        + "RENAME COLUMN "
        + Identifiers.quote(from)
        + " TO "
        + Identifiers.quote(to);
  }
}
