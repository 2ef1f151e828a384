package io.safeddl.rule;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.Effects;
import io.safeddl.effect.RelationRef;
import io.safeddl.effect.TransactionContext;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import java.util.function.Predicate;

/**
 * All that a rule may look at.
 *
 * @param large tells tables whose size makes a scan, build or rewrite under a strong lock
 *     dangerous: not small, not created in this transaction; a relation that is not known is large
 */
public record Question(
    SourceStatement source,
    Statement statement,
    Effects effects,
    Catalog catalog,
    TransactionContext transaction,
    Predicate<RelationRef> large) {}
