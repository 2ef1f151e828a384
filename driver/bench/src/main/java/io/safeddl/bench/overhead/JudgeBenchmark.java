package io.safeddl.bench.overhead;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.effect.TransactionContext;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading and judging one DDL statement: from its text to the verdict, catalog queries apart. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls @Setup first
public class JudgeBenchmark {
  /** What is judged. */
  @Param({
    "CREATE INDEX customer_name ON customer (name)",
    "ALTER TABLE customer ADD COLUMN created timestamptz NOT NULL DEFAULT now()",
    "ALTER TABLE customer ADD CONSTRAINT customer_age CHECK (age >= 0)",
    "ALTER TABLE customer ALTER COLUMN id TYPE bigint"
  })
  public String sql;

  private final Planner planner = new Planner(Policy.DEFAULT);
  private Catalog catalog;

  /** Makes a schema with one table. */
  @Setup
  public void makeSchema() {
    SchemaModel model = SchemaModel.empty(180_000);
    String table = "CREATE TABLE customer (id int PRIMARY KEY, name text, age int)";
    catalog = model.after(StatementReader.read(Script.parse(table).statements().get(0)));
  }

  /** Reads and judges. */
  @Benchmark
  public Verdict readAndJudge() {
    return planner.decide(
        Script.parse(sql).statements().get(0), catalog, TransactionContext.AUTOCOMMIT);
  }
}
