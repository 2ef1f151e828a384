package io.safeddl.rule;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects;
import io.safeddl.effect.Effects.IndexBuild;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.Effects.Rewrite;
import io.safeddl.effect.Effects.Scan;
import io.safeddl.effect.LockMode;
import io.safeddl.effect.RelationRef;
import io.safeddl.effect.TransactionContext;
import io.safeddl.rule.advice.Form;
import io.safeddl.rule.advice.Paste;
import io.safeddl.rule.advice.Recipe;
import io.safeddl.rule.advice.Recipes;
import io.safeddl.rule.advice.Target;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a rule may look at, and the conditions that rules share.
 *
 * @param large tells tables whose size makes a scan, build or rewrite under a strong lock
 *     dangerous: not small, not created in this transaction; a relation that is not known is large
 * @param maxRows a data statement that touches more rows is dangerous
 * @param surroundings the file and the release, where those are known
 */
public record Question(
    SourceStatement source,
    Statement statement,
    Effects effects,
    Catalog catalog,
    TransactionContext transaction,
    Predicate<RelationRef> large,
    long maxRows,
    Surroundings surroundings) {
  /** A question at run time, where the statement stands for itself. */
  public Question(
      SourceStatement source,
      Statement statement,
      Effects effects,
      Catalog catalog,
      TransactionContext transaction,
      Predicate<RelationRef> large,
      long maxRows) {
    this(source, statement, effects, catalog, transaction, large, maxRows, Surroundings.NONE);
  }

  /** The text that the spans count in. */
  public String script() {
    return source.script();
  }

  /** The ALTER that this is, or null. */
  public @Nullable AlterTable alter() {
    return statement instanceof AlterTable alter ? alter : null;
  }

  /** The table of the ALTER that this is. */
  public Target target() {
    var alter = Objects.requireNonNull(alter(), "asked only of an ALTER");
    return Target.of(alter, catalog.relation(alter.name()).orElse(null), catalog.majorVersion());
  }

  /**
   * The actions of one kind, where this is an ALTER. Those inside a DO block are left out: their
   * spans count in the block's body, so nothing can be quoted from them.
   */
  public <A extends AlterAction> List<A> actions(Class<A> kind) {
    if (!(statement instanceof AlterTable alter)) {
      return List.of();
    }
    List<A> found = List.of();
    for (AlterAction action : alter.actions()) {
      if (kind.isInstance(action)) {
        found = found.isEmpty() ? new ArrayList<>(2) : found;
        found.add(kind.cast(action));
      }
    }
    return found;
  }

  /** The statement, or those inside it that run with it: in DO, CREATE SCHEMA, EXPLAIN ANALYZE. */
  public List<Statement> parts() {
    return parts(statement);
  }

  private static List<Statement> parts(Statement statement) {
    if (statement instanceof Statement.Block block) {
      return flatten(block.body().statements());
    }
    if (statement instanceof Statement.CreateSchema schema) {
      return flatten(schema.elements());
    }
    if (statement instanceof Statement.Explain explain) {
      return explain.analyze() ? parts(explain.inner()) : List.of();
    }
    if (statement instanceof Statement.Prepare prepare) {
      return parts(prepare.inner());
    }
    return List.of(statement);
  }

  private static List<Statement> flatten(List<Statement> statements) {
    var all = new ArrayList<Statement>();
    for (Statement inner : statements) {
      all.addAll(parts(inner));
    }
    return all;
  }

  /** True where this lock on this relation stops somebody, and for long if it is held for long. */
  public boolean endangers(RelationRef relation, LockMode mode) {
    return stops(relation, mode) && large.test(relation);
  }

  /** A materialized view has no writers to stop: only what blocks its readers counts. */
  private static boolean stops(RelationRef ref, LockMode mode) {
    return isView(ref) ? mode.blocksReads() : mode.isStrong();
  }

  private static boolean isView(RelationRef ref) {
    var relation = ref.relation();
    return relation != null && relation.kind() == Relation.Kind.MATERIALIZED_VIEW;
  }

  /** The locks that stop somebody on a large relation, whatever they are for. */
  public List<Lock> strongLocks() {
    var found = new ArrayList<Lock>(effects.locks().size());
    for (Lock lock : effects.locks()) {
      if (endangers(lock.relation(), lock.mode())) {
        found.add(lock);
      }
    }
    return found;
  }

  /** The large tables that are written anew while others wait. */
  public List<Rewrite> rewrites() {
    if (effects.rewrites().isEmpty()) {
      return List.of();
    }
    var found = new ArrayList<Rewrite>();
    for (Rewrite rewrite : effects.rewrites()) {
      if (endangers(rewrite.relation(), rewrite.under())) {
        found.add(rewrite);
      }
    }
    return found;
  }

  /** The large tables that are read as a whole while others wait. */
  public List<Scan> scans() {
    if (effects.scans().isEmpty()) {
      return List.of();
    }
    var found = new ArrayList<Scan>();
    for (Scan scan : effects.scans()) {
      if (endangers(scan.relation(), scan.under()) && isLong(scan)) {
        found.add(scan);
      }
    }
    return found;
  }

  /**
   * A new foreign key looks up each row of the referencing table by the key of the other: with few
   * rows to look up, it is done soon, however large the other is.
   */
  private boolean isLong(Scan scan) {
    if (!large.test(scan.relation())) {
      return false;
    }
    return scan.reason() != Scan.Reason.FOREIGN_KEY
        || !(statement instanceof AlterTable alter)
        || !Cause.has(this, Cause.FOREIGN_KEY)
        || large.test(ref(alter.name()));
  }

  /** The text to paste for one action, told apart from the others of its statement. */
  String inPlaceOfAction(Paste paste) {
    var alter = alter();
    return alter == null || alter.actions().size() == 1
        ? paste.text()
        : new Paste()
            .say("in place of this action; the others stay in a statement of their own")
            .add(paste)
            .text();
  }

  /**
   * The text to paste for one action: what the driver would do, where there is a recipe for it.
   *
   * @param otherwise what else there is to advise
   */
  String inPlaceOf(AlterAction action, Supplier<Paste> otherwise) {
    var alter = alter();
    if (alter == null) {
      return inPlaceOfAction(otherwise.get());
    }
    var paste = new Paste();
    var whole = Recipes.form(source, alter, catalog);
    if (whole instanceof Recipe recipe && alter.actions().size() > 1) {
      return paste.say("in place of the whole statement:").add(recipe.paste()).text();
    }
    if (whole instanceof Form.Obstacle obstacle) {
      paste.say(obstacle.reason());
      if (obstacle.instead() != null) {
        return inPlaceOfAction(paste.add(obstacle.instead()));
      }
    }
    return inPlaceOfAction(paste.add(alone(alter, action, otherwise)));
  }

  private Paste alone(AlterTable alter, AlterAction action, Supplier<Paste> otherwise) {
    var form = Recipes.form(source, alter, action, catalog);
    if (form instanceof Recipe recipe) {
      return recipe.paste();
    }
    if (form instanceof Form.Obstacle obstacle && obstacle.instead() != null) {
      return new Paste().say(obstacle.reason()).add(obstacle.instead());
    }
    return otherwise.get();
  }

  /** The relation of that name. */
  public RelationRef ref(QualifiedName name) {
    var relation = catalog.relation(name);
    return relation.isPresent() ? RelationRef.of(relation.get()) : new RelationRef(name, null);
  }

  /** Those of the scans that a part of this kind makes. */
  List<Scan> scans(Cause cause) {
    var all = scans();
    return all.isEmpty()
        ? all
        : all.stream().filter(scan -> Cause.of(scan, this) == cause).toList();
  }

  /** Those of the builds that a part of this kind makes. */
  List<IndexBuild> builds(Cause cause) {
    var all = builds();
    return all.isEmpty()
        ? all
        : all.stream().filter(build -> Cause.of(build, this) == cause).toList();
  }

  /** The indexes built on large tables while others wait. */
  public List<IndexBuild> builds() {
    if (effects.builds().isEmpty()) {
      return List.of();
    }
    var found = new ArrayList<IndexBuild>();
    for (IndexBuild build : effects.builds()) {
      if (!build.concurrent()
          && (endangers(build.table(), build.under()) || isReadersView(build.table()))) {
        found.add(build);
      }
    }
    return found;
  }

  /**
   * True for a large materialized view whose index is built anew: readers wait for the index, which
   * is under ACCESS EXCLUSIVE meanwhile.
   */
  private boolean isReadersView(RelationRef table) {
    return statement instanceof Statement.Reindex && isView(table) && large.test(table);
  }

  /** True where the statement has this trait. */
  public boolean has(Effects.Trait trait) {
    return effects.traits().contains(trait);
  }

  /** True where a large relation is read as a whole, rewritten or indexed, under whatever lock. */
  public boolean worksLong() {
    for (Scan scan : effects.scans()) {
      if (isLong(scan)) {
        return true;
      }
    }
    for (Rewrite rewrite : effects.rewrites()) {
      if (large.test(rewrite.relation())) {
        return true;
      }
    }
    for (IndexBuild build : effects.builds()) {
      if (large.test(build.table())) {
        return true;
      }
    }
    return false;
  }
}
