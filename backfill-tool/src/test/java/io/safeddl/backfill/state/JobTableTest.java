package io.safeddl.backfill.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobTableTest {
  private static final TableName FILE = new TableName("public", "file");
  private static final List<String> COLUMNS = List.of("size_new", "Other");

  private TestDatabase owner;
  private Database database;

  @BeforeEach
  void make() throws SQLException {
    owner = TestPostgres.server(14).createDatabase();
    database = new Database(owner.connect());
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
    owner.close();
  }

  @Test
  void aJobIsRememberedUntilItIsOver() throws SQLException {
    var schema = new StateSchema("My state");
    assertThat(schema.exists(database)).isFalse();
    schema.create(database);
    schema.create(database);
    var jobs = new JobTable(database, schema);
    assertThat(jobs.current(FILE, COLUMNS)).isEmpty();
    var job = jobs.begin(FILE, 42, COLUMNS, "table: public.file");
    assertThat(jobs.current(FILE, COLUMNS)).contains(job);
    assertThat(job.phase()).isEqualTo(Phase.EXPANDED);
    assertThat(job.specHash()).isEqualTo(JobTable.hash("table: public.file"));

    jobs.wanted(job.id(), Wanted.PAUSE);
    jobs.filled(job.id(), true);
    jobs.verified(job.id(), 0, List.of("table 1 2"), false);
    jobs.phase(job.id(), Phase.BUILT);
    var later = jobs.current(FILE, COLUMNS).orElseThrow();
    assertThat(later.wanted()).isEqualTo(Wanted.PAUSE);
    assertThat(later.filledAt()).isPresent();
    assertThat(later.verifiedAt()).isPresent();
    assertThat(later.differences()).contains(0L);
    assertThat(later.phase()).isEqualTo(Phase.BUILT);
    assertThat(later.mirror()).containsExactly("table 1 2");
    assertThat(later.filledXid().orElseThrow()).isPositive();
    jobs.verified(job.id(), 3, List.of("table 1 2"), false);
    assertThat(jobs.byId(job.id()).filledAt()).isEmpty();
    assertThat(jobs.byId(job.id()).differences()).contains(3L);
    jobs.filled(job.id(), true);
    jobs.verified(job.id(), 0, List.of("table 1 2"), false);
    jobs.filled(job.id(), false);
    assertThat(jobs.byId(job.id()).filledAt()).isEmpty();
    assertThat(jobs.byId(job.id()).verifiedAt()).isEmpty();

    jobs.phase(job.id(), Phase.CONTRACTED);
    assertThat(jobs.current(FILE, COLUMNS)).isEmpty();
    assertThat(jobs.current()).isEmpty();
    assertThat(jobs.begin(FILE, 42, COLUMNS, "again").id()).isNotEqualTo(job.id());
  }

  @Test
  void ofTwoThatBeginTheSameOneIsToldSo() throws SQLException {
    var schema = new StateSchema(StateSchema.DEFAULT_NAME);
    schema.create(database);
    var jobs = new JobTable(database, schema);
    jobs.begin(FILE, 42, COLUMNS, "a");
    assertThatThrownBy(() -> jobs.begin(FILE, 42, COLUMNS, "b"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
    jobs.begin(FILE, 42, List.of("size_new"), "c");
    assertThat(jobs.current()).hasSize(2);
  }

  @Test
  void severalMayMakeTheSchemaAtOnce() throws Exception {
    var schema = new StateSchema(StateSchema.DEFAULT_NAME);
    var pool = Executors.newFixedThreadPool(4);
    try {
      Callable<Boolean> make =
          () -> {
            try (var own = new Database(owner.connect())) {
              schema.create(own);
              return true;
            }
          };
      for (var made : pool.invokeAll(List.of(make, make, make, make))) {
        assertThat(made.get()).isTrue();
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void aSchemaOfAStrangersIsNotTrusted() throws SQLException {
    var stranger = "stranger_" + owner.name();
    var worker = "worker_" + owner.name();
    var schema = new StateSchema(StateSchema.DEFAULT_NAME);
    database.execute("CREATE ROLE " + stranger + " LOGIN PASSWORD 'x'");
    database.execute("CREATE ROLE " + worker + " LOGIN PASSWORD 'x'");
    try {
      database.execute("CREATE SCHEMA safeddl AUTHORIZATION " + stranger);
      database.execute("GRANT ALL ON SCHEMA safeddl TO " + worker);
      var properties = new Properties();
      properties.setProperty("user", worker);
      properties.setProperty("password", "x");
      try (var own = new Database(owner.connect(properties))) {
        assertThatThrownBy(() -> schema.create(own))
            .isInstanceOf(StateException.class)
            .hasMessageContaining(stranger)
            .hasMessageContaining("--state-schema");
        database.execute("GRANT " + stranger + " TO " + worker);
        schema.create(own);
      }
      assertThatThrownBy(() -> schema.trust(database)).isInstanceOf(StateException.class);
    } finally {
      database.execute("DROP OWNED BY " + stranger + ", " + worker + " CASCADE");
      database.execute("DROP ROLE " + stranger + ", " + worker);
    }
  }
}
