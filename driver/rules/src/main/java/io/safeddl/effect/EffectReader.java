package io.safeddl.effect;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.tree.Statement;

/**
 * From a statement and what is known about the tables to what PostgreSQL will do. Where something
 * that decides is not known, the worst that the statement may do is given as its effect; {@link
 * Effects#unknowns()} names what could not even be given so.
 */
public final class EffectReader {
  private EffectReader() {}

  /**
   * The effects of a statement.
   *
   * @param catalog the database as it is just before the statement
   * @param transaction the transaction that the statement would run in
   */
  public static Effects effects(
      Statement statement, Catalog catalog, TransactionContext transaction) {
    var out = new Collector();
    read(statement, new Reading(catalog, transaction, out));
    return out.toEffects();
  }

  /** Sends the statement to the reader of its family. */
  static void read(Statement statement, Reading in) {
    if (statement instanceof Statement.AlterTable it) {
      AlterTableEffects.read(it, in);
    } else if (statement instanceof Statement.CreateIndex it) {
      IndexEffects.create(it, in);
    } else if (statement instanceof Statement.Reindex it) {
      IndexEffects.reindex(it, in);
    } else if (statement instanceof Statement.Drop it) {
      DropEffects.read(it, in);
    } else if (statement instanceof Statement.CreateTable it) {
      CreateTableEffects.read(it, in);
    } else if (statement instanceof Statement.Data it) {
      DataEffects.read(it, in);
    } else if (statement instanceof Statement.Copy it) {
      DataEffects.copy(it, in);
    } else if (statement instanceof Statement.CreateTableAs) {
      in.out().trait(Trait.LONG_SNAPSHOT);
    } else if (!StorageEffects.reads(statement, in)
        && !SchemaObjectEffects.reads(statement, in)
        && !TypeEffects.reads(statement, in)
        && !ContainerEffects.reads(statement, in)) {
      throw new IllegalStateException("no reader for " + statement.getClass());
    }
  }
}
