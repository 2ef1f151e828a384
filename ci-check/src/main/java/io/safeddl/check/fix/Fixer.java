package io.safeddl.check.fix;

import io.safeddl.check.git.Since;
import io.safeddl.check.judge.Judge;
import io.safeddl.check.judge.Judgement;
import io.safeddl.check.judge.Located;
import io.safeddl.check.judge.Reviewed;
import io.safeddl.check.migration.Migration;
import io.safeddl.check.migration.Migrations;
import io.safeddl.check.migration.Splitting.Rewriting;
import io.safeddl.check.migration.Splittings;
import io.safeddl.check.migration.ToolSettings;
import io.safeddl.check.source.SourceFile;
import io.safeddl.plan.Planner;
import io.safeddl.sql.tree.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fixes what can be fixed, in memory: judges, writes, and judges what it has written, until nothing
 * is left to write. A migration that this would make worse in anything stays as it is.
 */
public final class Fixer {
  /** Steps, limits, and what they bring about; more would be a circle. */
  private static final int ROUNDS = 8;

  /**
   * Warnings that may come of it: brief changes of one table stand in a row now; and a column with
   * its key, which is then in a file of its own, counts as older than the key unless both are one
   * release (--since).
   */
  private static final Set<String> TOLERATED = Set.of("combine-alters", "new-constraint");

  private static final String HANGS =
      "Flyway's own lock makes a concurrent index build wait for ever, but with"
          + " flyway.postgresql.transactional.lock=false or through the SafeDDL driver";

  private final Reader reader;
  private final Judge judge;
  private final Planner planner;
  private final ToolSettings settings;
  private final UnaryOperator<Judgement> told;

  /** Finds the migrations in files. */
  @FunctionalInterface
  public interface Reader {
    /**
     * The migrations.
     *
     * @throws IOException with a message for the user
     */
    Migrations read(List<SourceFile> files) throws IOException;
  }

  /**
   * A fixer.
   *
   * @param told what is told of what was found: all but what is known
   */
  public Fixer(
      Reader reader,
      Judge judge,
      Planner planner,
      ToolSettings settings,
      UnaryOperator<Judgement> told) {
    this.reader = reader;
    this.judge = judge;
    this.planner = planner;
    this.settings = settings;
    this.told = told;
  }

  /**
   * Fixes the migrations in these files.
   *
   * @throws IOException with a message for the user
   */
  public Fixed fix(List<SourceFile> files) throws IOException {
    Map<SourceFile, String> kept = new LinkedHashMap<>();
    while (true) {
      var attempt = new Attempt(files, kept);
      var fixed = attempt.run();
      var worse = attempt.worse();
      if (worse.isEmpty()) {
        return fixed;
      }
      kept.putAll(worse);
    }
  }

  private final class Attempt {
    private final Texts texts;
    private final Map<SourceFile, String> kept;
    private final List<Located> fixed = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();
    private @Nullable Judgement first;
    private @Nullable Judgement last;
    private boolean rests;
    private boolean hangs;

    Attempt(List<SourceFile> files, Map<SourceFile, String> kept) {
      this.texts = new Texts(files);
      this.kept = kept;
    }

    Fixed run() throws IOException {
      for (var round = 0; round < ROUNDS && !rests; round++) {
        List<Reviewed> reviewed = new ArrayList<>();
        last = judge.judge(reader.read(texts.files()), reviewed::add);
        var open = told.apply(last).findings();
        if (first == null) {
          first = last;
          keepWhatIsKnown(last, open);
        }
        rests = !write(reviewed, open, round == 0);
        hangs = hangs(reviewed);
      }
      if (first == null || last == null) {
        throw new IllegalStateException("there is one round at least");
      }
      return new Fixed(texts, first, last, fixed, left, hangs ? List.of(HANGS) : List.of());
    }

    /** True where plain Flyway would wait for itself. */
    private boolean hangs(List<Reviewed> reviewed) {
      return !"false".equals(settings.values().get("flyway.postgresql.transactional.lock"))
          && reviewed.stream()
              .map(Reviewed::migration)
              .filter(it -> it.tool() == Migration.Tool.FLYWAY)
              .filter(it -> it.transaction() == Migration.InTransaction.EACH_ITS_OWN)
              .anyMatch(it -> texts.changed().contains(texts.origin(it.source().file())));
    }

    /** What the baseline knows has been there when it was written. */
    private void keepWhatIsKnown(Judgement judgement, List<Located> told) {
      var open = new HashSet<>(told);
      for (var found : judgement.findings()) {
        if (!open.contains(found)) {
          kept.put(
              found.region().file(), "findings of this file are in the baseline, so it is old");
        }
      }
    }

    /** True where something was written. */
    private boolean write(List<Reviewed> reviewed, List<Located> told, boolean isFirst)
        throws IOException {
      left.clear();
      var splittings = new Splittings(settings, texts.files());
      Map<Migration, List<Located>> byMigration =
          told.stream().collect(Collectors.groupingBy(Located::migration));
      Map<SourceFile, List<Rewriting>> rewritings = new LinkedHashMap<>();
      List<Statement> written = new ArrayList<>();
      for (var it : reviewed) {
        var its = byMigration.getOrDefault(it.migration(), List.of());
        var file = it.migration().source().file();
        var reason = reason(it.migration(), file);
        if (reason != null) {
          its.stream()
              .filter(found -> Remedies.mayBeFixed(found.finding()))
              .forEach(found -> left.add(new Left(found, reason)));
          continue;
        }
        var fix = new MigrationFix(splittings, planner, written);
        var rewriting = fix.of(it, its);
        left.addAll(fix.left());
        if (rewriting != null) {
          rewritings.computeIfAbsent(file, key -> new ArrayList<>()).add(rewriting);
          fix.fixed().stream().filter(found -> isFirst || wasTold(found)).forEach(fixed::add);
        }
      }
      for (var entry : rewritings.entrySet()) {
        texts.apply(entry.getKey(), entry.getValue());
      }
      return !rewritings.isEmpty();
    }

    /** Why a migration is not written, whatever is found in it; or null. */
    private @Nullable String reason(Migration migration, SourceFile file) {
      return Since.isEdited(migration)
          ? "it was there at the merge base, and databases may have run it"
          : kept.get(texts.origin(file));
    }

    private boolean wasTold(Located found) {
      var rule = found.finding().rule().id();
      var origin = texts.origin(found.region().file());
      return fixed.stream().noneMatch(it -> isOf(it, rule, origin))
          && first != null
          && first.findings().stream().anyMatch(it -> isOf(it, rule, origin));
    }

    private boolean isOf(Located found, String rule, SourceFile origin) {
      return found.finding().rule().id().equals(rule)
          && texts.origin(found.region().file()).equals(origin);
    }

    /** The files that must stay as they are, with the reasons. */
    Map<SourceFile, String> worse() {
      Map<SourceFile, String> worse = new LinkedHashMap<>();
      if (first == null || last == null) {
        return worse;
      }
      var before = rules(first);
      var after = rules(last);
      for (var origin : texts.changed()) {
        var added = new HashSet<>(after.getOrDefault(origin, Set.of()));
        added.removeAll(before.getOrDefault(origin, Set.of()));
        added.removeAll(TOLERATED);
        if (!rests) {
          worse.put(origin, "what would be written would have to be written again");
        } else if (!added.isEmpty()) {
          worse.put(
              origin,
              "what would be written has another finding: "
                  + added.stream().sorted().collect(Collectors.joining(", ")));
        } else if (refused(last, origin) > refused(first, origin)) {
          worse.put(origin, "its tool would refuse what would be written");
        }
      }
      return worse;
    }

    private Map<SourceFile, Set<String>> rules(Judgement judgement) {
      return judgement.findings().stream()
          .collect(
              Collectors.groupingBy(
                  it -> texts.origin(it.region().file()),
                  Collectors.mapping(it -> it.finding().rule().id(), Collectors.toSet())));
    }

    private long refused(Judgement judgement, SourceFile origin) {
      return judgement.notes().stream()
          .filter(it -> texts.origin(it.region().file()).equals(origin))
          .filter(it -> it.text().startsWith("Flyway refuses"))
          .count();
    }
  }
}
