package io.safeddl.check.fix;

import io.safeddl.check.judge.Located;
import io.safeddl.check.judge.Reviewed;
import io.safeddl.check.migration.Migration;
import io.safeddl.check.migration.NotRewritten;
import io.safeddl.check.migration.Splitting.Rewriting;
import io.safeddl.check.migration.Splittings;
import io.safeddl.check.source.SourceText.Replacement;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.Span;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be written in the place of one migration. */
final class MigrationFix {
  private static final String PSQL =
      "\\; or \\gexec stands in its file, which tells psql how to send its statements";

  private final Splittings splittings;
  private final Planner planner;

  /** What has been written for tables that are not known, in this migration and before. */
  private final List<Statement> written;

  private final List<Left> left = new ArrayList<>();
  private final List<Located> fixed = new ArrayList<>();

  MigrationFix(Splittings splittings, Planner planner, List<Statement> written) {
    this.splittings = splittings;
    this.planner = planner;
    this.written = written;
  }

  /** What has been found and stays, with the reasons. */
  List<Left> left() {
    return left;
  }

  /** What has been found and is done away with. */
  List<Located> fixed() {
    return fixed;
  }

  /**
   * The rewriting, or null where there is nothing to write.
   *
   * @param told the findings of the migration
   */
  @Nullable Rewriting of(Reviewed reviewed, List<Located> told) throws IOException {
    if (told.stream().noneMatch(it -> Remedies.mayBeFixed(it.finding()))) {
      return null;
    }
    if (!reviewed.migration().source().ends().isEmpty()) {
      told.stream()
          .filter(it -> Remedies.mayBeFixed(it.finding()))
          .forEach(it -> left.add(new Left(it, PSQL)));
      return null;
    }
    var fragments = fragments(reviewed, told);
    try {
      if (fragments.isEmpty() && !isWronglyTogether(reviewed)) {
        return limits(reviewed, told);
      }
      if (fragments.isEmpty()) {
        noteSettings(told);
      }
      return steps(reviewed, fragments);
    } catch (NotRewritten e) {
      for (var found : fixed) {
        left.add(new Left(found, e.reason()));
      }
      fixed.clear();
      return null;
    }
  }

  /** True where the tool would run a statement in a transaction, or refuse it beside others. */
  private boolean isWronglyTogether(Reviewed reviewed) throws IOException {
    var statements =
        reviewed.verdicts().stream()
            .filter(it -> !(it.statement() instanceof Statement.Empty))
            .toList();
    return statements.size() > 1
        && reviewed.migration().tool() != Migration.Tool.CHANGELOG
        && !splittings.runsEachByItself(reviewed.migration())
        && statements.stream()
            .anyMatch(it -> it.effects().traits().contains(Trait.FORBIDDEN_IN_TRANSACTION));
  }

  /** True for a finding of this statement of the same migration. */
  static boolean isOf(Located found, Verdict verdict) {
    return found.verdict().source().span().equals(verdict.source().span());
  }

  private void noteSettings(List<Located> told) {
    told.stream()
        .filter(it -> Remedies.SETTINGS.contains(it.finding().rule().id()))
        .forEach(fixed::add);
  }

  private Map<Integer, List<Fragment>> fragments(Reviewed reviewed, List<Located> told) {
    Map<Integer, List<Fragment>> fragments = new HashMap<>();
    var tables = reviewed.before();
    for (var statement : written) {
      tables = tables.after(statement);
    }
    for (var i = 0; i < reviewed.verdicts().size(); i++) {
      var verdict = reviewed.verdicts().get(i);
      var its =
          told.stream().filter(it -> isOf(it, verdict) && Remedies.areSteps(it.finding())).toList();
      if (!its.isEmpty()) {
        try {
          var source = reviewed.migration().source();
          if (reviewed.migration().tool() == Migration.Tool.CHANGELOG) {
            throw new NotRewritten(Splittings.NOT_SQL);
          }
          fragments.put(i, Remedies.of(source, verdict, tables, its, planner));
          fixed.addAll(its);
        } catch (NotRewritten e) {
          its.forEach(it -> left.add(new Left(it, e.reason())));
        }
      }
      tables = tables.after(verdict.statement());
      if (verdict.statement() instanceof Statement.AlterTable alter
          && tables.relation(alter.name()).isEmpty()) {
        for (var statement : statements(fragments.getOrDefault(i, List.of()))) {
          written.add(statement);
          tables = tables.after(statement);
        }
      }
    }
    return fragments;
  }

  /** The model knows no such table, but the names that its constraints have got. */
  private static List<Statement> statements(List<Fragment> fragments) {
    return fragments.stream()
        .flatMap(it -> Script.parse(it.sql()).statements().stream())
        .map(StatementReader::read)
        .filter(Statement.AlterTable.class::isInstance)
        .toList();
  }

  private Rewriting steps(Reviewed reviewed, Map<Integer, List<Fragment>> fragments)
      throws NotRewritten, IOException {
    if (reviewed.verdicts().stream().anyMatch(MigrationFix::chains)) {
      throw new NotRewritten("it begins transactions by AND CHAIN");
    }
    var migration = reviewed.migration();
    var file = migration.source().file();
    if (splittings.runsEachByItself(migration)) {
      var whole = new Span(0, file.text().length());
      return new Rewriting(
          InPlace.edits(migration.source(), Chunk.of(reviewed, whole), fragments), List.of());
    }
    var splitting = splittings.of(migration);
    var chunks = Chunk.of(reviewed, splitting.body());
    return splitting.write(Pieces.of(migration.source(), splitting, chunks, fragments));
  }

  private static boolean chains(Verdict verdict) {
    return verdict.statement() instanceof Statement.Transaction it && it.chain();
  }

  private @Nullable Rewriting limits(Reviewed reviewed, List<Located> told) {
    var migration = reviewed.migration();
    if (migration.tool() == Migration.Tool.CHANGELOG) {
      return null;
    }
    var file = migration.source().file();
    var whole = new Span(0, file.text().length());
    List<Replacement> edits = LimitEdits.edits(migration, Chunk.of(reviewed, whole), told);
    if (edits.isEmpty()) {
      return null;
    }
    noteSettings(told);
    return new Rewriting(edits, List.of());
  }
}
