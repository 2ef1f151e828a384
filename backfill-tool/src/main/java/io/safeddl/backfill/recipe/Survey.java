package io.safeddl.backfill.recipe;

import io.safeddl.backfill.mirror.Direction;
import io.safeddl.backfill.mirror.MirrorTrigger;
import io.safeddl.backfill.spec.Mirror;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.MirrorWork;
import io.safeddl.backfill.target.Probe;
import io.safeddl.backfill.target.Target;
import io.safeddl.backfill.target.TargetColumn;
import io.safeddl.backfill.target.TargetException;
import io.safeddl.backfill.target.TargetReader;
import io.safeddl.rule.Nearest;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that the phases need to know of a table whose columns change.
 *
 * @param swapped the names are swapped already
 * @param changes in the order of the spec
 * @param attached indexes and constraints that hold the columns that the application uses, under
 *     the names that it knows, in the order in which their twins are built
 * @param functions that sessions may have compiled with the columns as they are
 */
record Survey(
    Target target,
    boolean swapped,
    List<Change> changes,
    List<Attached> attached,
    List<CompiledFunction> functions) {
  Survey {
    changes = List.copyOf(changes);
    attached = List.copyOf(attached);
    functions = List.copyOf(functions);
  }

  /**
   * Reads it.
   *
   * @throws RecipeException where the table or one of its columns is not there
   */
  static Survey read(Database database, Spec spec) throws SQLException {
    var target = table(database, spec);
    var swapped = Probe.swapped(target, spec.mirrors().get(0));
    for (var mirror : spec.mirrors()) {
      if (target.column(mirror.from()).isEmpty()) {
        throw new TargetException(
            "the table "
                + spec.table()
                + " has no column "
                + mirror.from()
                + "; the nearest is "
                + Nearest.of(
                    mirror.from(), target.columns().stream().map(it -> it.name()).toList()));
      }
      if (Probe.swapped(target, mirror) != swapped) {
        throw new RecipeException(
            "of the columns of the spec some are behind their cutover and some are not; put them"
                + " into specs of their own");
      }
    }
    var changes = new ArrayList<Change>();
    for (var work : Probe.mirrors(database, target, spec.mirrors())) {
      var column = target.column(work.mirror().from()).orElseThrow();
      changes.add(new Change(work, column, ColumnFacts.read(database, target, column.name())));
    }
    var attached = AttachedReader.read(database, target.oid(), Twins.of(spec.mirrors()));
    var functions =
        CompiledFunction.read(
            database,
            target.oid(),
            target.name(),
            spec.mirrors().stream().map(Mirror::from).toList());
    return new Survey(target, swapped, changes, attached, functions);
  }

  private static Target table(Database database, Spec spec) throws SQLException {
    if (spec.mirrors().isEmpty()) {
      throw new TargetException(
          "the spec changes no column, it fills some: `run` does all of that, and `verify` looks at"
              + " it");
    }
    return TargetReader.require(database, spec.table());
  }

  /**
   * What the swap locks: it drops the foreign keys that point at the columns, and gives their names
   * to others.
   */
  List<TableName> lockedBySwap() {
    return locked(attached.stream().filter(Attached::replaced));
  }

  /**
   * What a DROP of the columns locks: with a foreign key the other table too, since its triggers go
   * (manual, ALTER TABLE).
   */
  List<TableName> lockedByDrop() {
    // What the cutover has dropped is not on the old column any more.
    return locked(attached.stream().filter(it -> !swapped || !it.replaced()));
  }

  private List<TableName> locked(Stream<Attached> changed) {
    // With a table its partitions are locked.
    var tables = changed.filter(it -> it.parent().isEmpty()).flatMap(Attached::tables);
    return Stream.concat(Stream.of(target.name()), tables).distinct().toList();
  }

  /**
   * Why nothing of what is attached may be touched now: of two changes that hold the same index or
   * constraint only one may have twins of it.
   */
  Optional<String> entangled() {
    return attached.stream()
        .filter(it -> attached.stream().anyMatch(other -> it.twins(other)))
        .findFirst()
        .map(
            it ->
                Identifiers.quote(it.name())
                    + " of "
                    + it.table()
                    + " belongs to another change that holds the same column and is built:"
                    + " `contract` or `rollback` that one first");
  }

  /** The mirrors as the server understands them. */
  List<MirrorWork> works() {
    return changes.stream().map(Change::work).toList();
  }

  /** The trigger that writes that way. */
  MirrorTrigger trigger(Direction direction) {
    return new MirrorTrigger(target, works(), direction);
  }

  /** The trigger that has to be in force now. */
  MirrorTrigger trigger() {
    return trigger(swapped ? Direction.BACKWARD : Direction.FORWARD);
  }

  /** True where the new column is there, under its first name. */
  boolean expanded() {
    return changes.stream().map(it -> it.work().mirror()).allMatch(this::hasNew);
  }

  /** Such a column as far as it is there under one of the names that it has on its way. */
  List<TargetColumn> involved() {
    return works().stream()
        .map(MirrorWork::mirror)
        .flatMap(it -> Stream.of(it.from(), it.to(), it.old()))
        .flatMap(name -> target.column(name).stream())
        .toList();
  }

  private boolean hasNew(Mirror mirror) {
    return target.column(mirror.to()).isPresent();
  }
}
