package io.safeddl.plan;

import io.safeddl.effect.Effects;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;

/** One statement with everything that was made of it. */
public record Verdict(
    SourceStatement source, Statement statement, Effects effects, Decision decision) {}
