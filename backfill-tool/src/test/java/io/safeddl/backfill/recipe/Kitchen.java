package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.spec.SpecFile;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Probe;
import io.safeddl.jdbc.SafeDdlDriver;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

/** A database, a spec, and all that it takes to carry it out. */
final class Kitchen implements AutoCloseable {
  final TestDatabase owner;
  final Database reads;
  final Database ddl;
  final Spec spec;
  final Recipe recipe;
  final List<String> said = new CopyOnWriteArrayList<>();

  final StateSchema schema = new StateSchema(StateSchema.DEFAULT_NAME);

  private final boolean own;

  /** Makes the database, and the tables in it. */
  Kitchen(int major, String tables, String specText) throws SQLException, IOException {
    this(TestPostgres.server(major).createDatabase(), true, tables, specText);
  }

  /** Another spec for the same database. */
  Kitchen(Kitchen other, String specText) throws SQLException, IOException {
    this(other.owner, false, "", specText);
  }

  private Kitchen(TestDatabase owner, boolean own, String tables, String specText)
      throws SQLException, IOException {
    this.owner = owner;
    this.own = own;
    reads = new Database(owner.connect());
    reads.execute(tables);
    spec = SpecFile.parse(Path.of("spec.yaml"), specText);
    var properties = new Properties();
    properties.setProperty("user", owner.user());
    properties.setProperty("password", owner.password());
    // Small as it is, it is treated as the large one that it stands for.
    properties.setProperty("safeddl.assumeLarge", "*");
    properties.setProperty("safeddl.lockWait", "20s");
    DdlSession.put(properties);
    ddl =
        new Database(
            Objects.requireNonNull(new SafeDdlDriver().connect(owner.safeDdlUrl(), properties)));
    recipe = new Recipe(reads, ddl, schema, spec, specText, said::add);
  }

  /** All phases up to the cutover. */
  void cutover() throws SQLException {
    recipe.expand(Consents.NONE);
    fill();
    recipe.build();
    recipe.verify();
    recipe.cutover();
  }

  /** What `run` does, in one statement; it waits for whom it must. */
  void fill() throws SQLException {
    var survey = Survey.read(reads, spec);
    var work = Probe.work(survey.works());
    reads.execute(
        "UPDATE " + spec.table().toSql() + " SET " + work.setList() + " WHERE " + work.pending());
    var jobs = new JobTable(reads, schema);
    jobs.filled(jobs.current(spec.table(), spec.written()).orElseThrow().id(), true);
  }

  @Override
  public void close() throws SQLException {
    reads.close();
    ddl.close();
    if (own) {
      owner.close();
    }
  }
}
