package io.safeddl.backfill.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.TargetColumn.Kind;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(Lifecycle.PER_CLASS)
class TargetReaderTest {
  private final List<TestDatabase> owned = new ArrayList<>();
  private final List<Database> databases = new ArrayList<>();

  @BeforeAll
  void make() throws SQLException {
    for (var major : List.of(14, 18)) {
      var owner = TestPostgres.server(major).createDatabase();
      owned.add(owner);
      var database = new Database(owner.connect());
      databases.add(database);
      database.execute(
          """
          CREATE SCHEMA s;
          CREATE DOMAIN s.amount AS numeric(10, 2);
          CREATE TABLE s."A b" (
            id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            "X" s.amount NOT NULL DEFAULT 1.50,
            n numeric(5, 1),
            gone int,
            twice int GENERATED ALWAYS AS (gone * 2) STORED,
            s text UNIQUE);
          ALTER TABLE s."A b" DROP COLUMN gone CASCADE;
          INSERT INTO s."A b" (n) SELECT 1 FROM generate_series(1, 1000);
          ANALYZE s."A b";
          CREATE TABLE s.parts (a int NOT NULL, b uuid NOT NULL, c text) PARTITION BY RANGE (a);
          CREATE TABLE s.low PARTITION OF s.parts FOR VALUES FROM (0) TO (10);
          CREATE TABLE s.high PARTITION OF s.parts FOR VALUES FROM (10) TO (20)
            PARTITION BY LIST (a);
          CREATE TABLE s.highest PARTITION OF s.high DEFAULT;
          CREATE TABLE s.keyless (a int, b int UNIQUE, c int NOT NULL, d int NOT NULL);
          CREATE UNIQUE INDEX ON s.keyless (c) WHERE c > 0;
          CREATE UNIQUE INDEX ON s.keyless ((c + 1));
          ALTER TABLE s.keyless ADD UNIQUE (c) DEFERRABLE;
          CREATE TABLE s.keyed (LIKE s.keyless, e int NOT NULL);
          CREATE UNIQUE INDEX narrow ON s.keyed (d) INCLUDE (a);
          CREATE UNIQUE INDEX broad ON s.keyed (c, d);
          CREATE VIEW s.v AS SELECT 1 AS a;
          """);
    }
  }

  @AfterAll
  void close() throws SQLException {
    for (var database : databases) {
      database.close();
    }
    owned.forEach(TestDatabase::close);
  }

  List<Database> databases() {
    return databases;
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void aTableIsReadWithItsColumnsItsKeyAndItsBlocks(Database database) throws SQLException {
    var target = TargetReader.read(database, new TableName("s", "A b")).orElseThrow();
    assertThat(target.columns())
        .extracting(TargetColumn::number, TargetColumn::name, TargetColumn::type)
        .containsExactly(
            tuple(1, "id", "integer"),
            tuple(2, "X", "s.amount"),
            tuple(3, "n", "numeric(5,1)"),
            tuple(6, "s", "text"));
    assertThat(target.column("id").orElseThrow().kind()).isEqualTo(Kind.IDENTITY_ALWAYS);
    assertThat(target.column("X").orElseThrow().expression()).contains("1.50");
    assertThat(target.key().orElseThrow().primary()).isTrue();
    assertThat(target.leaves())
        .singleElement()
        .satisfies(
            leaf -> {
              assertThat(leaf.oid()).isEqualTo(target.oid());
              assertThat(leaf.blocks()).isPositive();
              assertThat(leaf.rows()).isEqualTo(1000);
            });
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void ofAPartitionedTableThePartsThatHoldRowsAreRead(Database database) throws SQLException {
    var target = TargetReader.read(database, new TableName("s", "parts")).orElseThrow();
    assertThat(target.partitioned()).isTrue();
    assertThat(target.leaves())
        .extracting(leaf -> leaf.name().name())
        .containsExactlyInAnyOrder("low", "highest");
    assertThat(target.key()).isEmpty();
    assertThat(target.estimatedRows()).isEqualTo(-1);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void aKeyIsUniqueForEveryRowAtOnceAndNeverNull(Database database) throws SQLException {
    assertThat(TargetReader.read(database, new TableName("s", "keyless")).orElseThrow().key())
        .isEmpty();
    var key = TargetReader.read(database, new TableName("s", "keyed")).orElseThrow().key();
    assertThat(key.orElseThrow().index()).isEqualTo("narrow");
    assertThat(key.orElseThrow().columns()).extracting(TargetColumn::name).containsExactly("d");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void whatIsNoTableOfRowsIsNotThere(Database database) throws SQLException {
    assertThat(TargetReader.read(database, new TableName("s", "v"))).isEmpty();
    assertThat(TargetReader.read(database, new TableName("s", "none"))).isEmpty();
  }
}
