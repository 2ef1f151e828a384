package io.safeddl.backfill.recipe;

import io.safeddl.backfill.recipe.Finding.Level;
import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.state.SpecJobs;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Target;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at everything that a change touches before it begins. What depends on a column in a way
 * that is not known here is a reason not to start.
 */
final class Preflight {
  private final Database database;
  private final Survey survey;
  private final Target target;
  private final List<Job> others;
  private final boolean begun;
  private final List<Finding> findings = new ArrayList<>();

  private Preflight(Database database, Survey survey, List<Job> others, boolean begun) {
    this.database = database;
    this.survey = survey;
    this.target = survey.target();
    this.others = List.copyOf(others);
    this.begun = begun;
  }

  /**
   * What there is to say, the reasons to stop first.
   *
   * @param others the jobs on other columns of the table
   */
  static List<Finding> of(Database database, Survey survey, List<Job> others) throws SQLException {
    return of(database, survey, others, false);
  }

  /** The reasons to stop that have come since it began. */
  static List<Finding> since(Database database, Survey survey, List<Job> others)
      throws SQLException {
    return of(database, survey, others, true).stream()
        .filter(finding -> finding.level() == Level.STOP)
        .toList();
  }

  private static List<Finding> of(Database database, Survey survey, List<Job> others, boolean begun)
      throws SQLException {
    var unfit = begun ? List.<Finding>of() : BuildFindings.of(database, survey);
    return database.read(
        () -> {
          var preflight = new Preflight(database, survey, others, begun);
          preflight.findings.addAll(TableFindings.of(database, survey.target()));
          for (var change : survey.changes()) {
            preflight.column(change);
          }
          preflight.attached();
          preflight.findings.addAll(unfit);
          preflight.findings.addAll(AttachedFindings.of(database, survey, begun));
          preflight.findings.addAll(PartitionFindings.of(database, survey));
          if (!begun) {
            preflight.findings.addAll(WriterFindings.of(database, survey));
          } else {
            Orphans.of(database, survey).forEach(preflight::stop);
          }
          preflight.functions();
          preflight.others();
          preflight.findings.sort((a, b) -> a.level().compareTo(b.level()));
          return List.copyOf(preflight.findings);
        });
  }

  /**
   * Says what there is to say.
   *
   * @throws RecipeException where that is a reason not to begin
   */
  static void require(
      Database database, Survey survey, List<Job> others, Consents consents, Consumer<String> say)
      throws SQLException {
    var findings = of(database, survey, others);
    findings.forEach(finding -> say.accept(finding.toString()));
    var stops = findings.stream().filter(finding -> finding.stops(consents)).count();
    if (stops > 0) {
      throw new RecipeException(
          "the preflight has found "
              + stops
              + (stops == 1 ? " reason" : " reasons")
              + " not to begin; nothing was done");
    }
  }

  private void column(Change change) throws SQLException {
    var mirror = change.work().mirror();
    var column = change.column();
    var name = Identifiers.quote(column.name());
    if (column.kind().generated()) {
      stop(
          name
              + " is a generated column: a BEFORE trigger does not see its value, and no plain"
              + " column can take its place. Make a new generated column of the other type");
    }
    if (!begun) {
      taken(mirror.to(), "is there already: drop it, or give `to` another name");
    }
    if (!begun || !survey.swapped()) {
      taken(
          mirror.old(),
          "is there already, and the old column will have that name after the cutover");
    }
    if (column.collation().isPresent() && !change.work().typeSql().contains(" COLLATE ")) {
      note(
          name
              + " has the collation "
              + column.collation().get()
              + ", the new column has that of its type; write it behind the type to keep it");
    }
    if (mirror.using().isEmpty() && Grain.rounds(column.type(), change.work().type())) {
      note(
          name
              + " loses digits: "
              + column.type()
              + " becomes "
              + change.work().type()
              + ", rounded or cut off as ALTER TYPE does it. Behind the cutover each write of a row"
              + " puts the rounded value into the old column too, and `rollback` leaves it there");
    }
    carried(change, name);
    for (var dependent : Dependent.of(database, target, column)) {
      dependent(dependent, name);
    }
  }

  private void taken(String column, String why) {
    if (target.column(column).isPresent()) {
      stop("the column " + Identifiers.quote(column) + " " + why);
    }
  }

  private void carried(Change change, String name) {
    var column = change.column();
    var facts = change.facts();
    if (column.kind().identity()) {
      carried("the identity of " + name + ", with its sequence's name, value and privileges");
    }
    column.expression().ifPresent(it -> carried("the default of " + name + ": " + it));
    facts.sequence().ifPresent(it -> carried("the sequence " + it + " of " + name));
    if (column.notNull()) {
      carried("NOT NULL of " + name);
    }
    facts.comment().ifPresent(it -> carried("the comment of " + name));
    facts.statistics().ifPresent(it -> carried("the statistics target of " + name));
    if (!facts.options().isEmpty()) {
      carried("the options of " + name + ": " + String.join(", ", facts.options()));
    }
    if (!facts.grants().isEmpty()) {
      carried("the column privileges of " + name);
    }
  }

  private void dependent(Dependent it, String name) {
    switch (it.kind()) {
      case HANDLED -> {
        // by what is attached, or carried over
      }
      case PERIOD ->
          stop(
              it.description()
                  + " holds "
                  + name
                  + ": a key over periods cannot be built without stopping the application");
      case DEFERRABLE_KEY ->
          stop(
              it.description()
                  + " holds "
                  + name
                  + " and is deferrable: its twin, which is only an index until the cutover, would"
                  + " reject at once what the key allows until the end of the transaction. Make it"
                  + " a key that is not deferrable first");
      case EXCLUSION ->
          stop(
              it.description()
                  + " holds "
                  + name
                  + ": an exclusion constraint cannot be built without stopping the application");
      case OTHER ->
          stop(
              it.description()
                  + " depends on "
                  + name
                  + " and would stay with the old column; drop it, and make it again after the"
                  + " cutover");
    }
  }

  private void attached() {
    for (var it : survey.attached()) {
      if (it.parent().isEmpty()) {
        carried(
            "the "
                + it.kind().words()
                + " "
                + Identifiers.quote(it.name())
                + (it.table().equals(target.name()) ? "" : " of " + it.table()));
      }
    }
  }

  private void functions() {
    for (var function : survey.functions()) {
      if (function.ours()) {
        continue;
      }
      var trouble =
          function.routine()
              + " belongs to another role: sessions that have called it would get 42804 from it"
              + " behind the cutover until they are opened anew, because it cannot be compiled"
              + " anew for them. ";
      if (function.ofTrigger()) {
        stop("the trigger function " + trouble + "Use a role that belongs to its owner");
      } else {
        note("the function " + trouble + "It names the table and the column");
      }
    }
  }

  /** What both hold would be built for each of them, and neither twin would hold both new ones. */
  private void others() throws SQLException {
    for (var other : others) {
      var theirs = new LinkedHashSet<String>();
      for (var mirror : SpecJobs.spec(other).mirrors()) {
        if (survey.works().stream().anyMatch(it -> it.mirror().from().equals(mirror.from()))) {
          stop(
              "job "
                  + other.id()
                  + " changes "
                  + Identifiers.quote(mirror.from())
                  + " already, into "
                  + Identifiers.quote(mirror.to())
                  + ": go on with its spec, or `rollback` with it");
        }
        theirs.addAll(List.of(mirror.from(), mirror.to(), mirror.old()));
      }
      var ours = survey.changes().stream().map(it -> it.column().name()).toList();
      theirs.removeAll(ours);
      for (var shared : Dependent.shared(database, target, ours, List.copyOf(theirs))) {
        stop(
            shared
                + " holds a column of this spec and one that job "
                + other.id()
                + " changes: put both columns into one spec (`rollback` the job first), or wait"
                + " until its `contract`");
      }
    }
  }

  private void stop(String text) {
    findings.add(Finding.stop(text));
  }

  private void carried(String text) {
    findings.add(new Finding(Level.CARRIED, text));
  }

  private void note(String text) {
    findings.add(Finding.note(text));
  }
}
