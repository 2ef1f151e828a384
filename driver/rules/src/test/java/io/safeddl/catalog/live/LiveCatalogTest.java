package io.safeddl.catalog.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.TypeName;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from the catalog. */
@ParameterizedClass
@ValueSource(ints = {14, 15, 16, 17, 18})
class LiveCatalogTest extends LiveCatalogFixture {
  LiveCatalogTest(int major) {
    super(major);
  }

  @Test
  void readsTheSessionsSettings() throws SQLException {
    run("SET TimeZone = 'Europe/Berlin'", "SET standard_conforming_strings = off");
    var catalog = LiveCatalog.open(connection);
    assertThat(catalog.majorVersion()).isEqualTo(major);
    assertThat(catalog.timeZone()).isEqualTo("Europe/Berlin");
    assertThat(catalog.standardConformingStrings()).isFalse();
  }

  @Test
  void readsColumns() throws SQLException {
    run(
        "CREATE TYPE mood AS ENUM ('a', 'b')",
        """
        CREATE TABLE t (
          id bigint GENERATED ALWAYS AS IDENTITY,
          name varchar(20) NOT NULL DEFAULT 'x',
          gone int,
          price numeric(10,2)[],
          span interval day to second(3),
          at timestamp(3) with time zone DEFAULT now(),
          code char(4) COLLATE "C",
          one "char",
          m mood,
          twice int GENERATED ALWAYS AS (length('ab') * 2) STORED)
        """,
        "ALTER TABLE t DROP COLUMN gone");
    var table = relation("t");
    assertThat(relation("t").columns())
        .extracting(Column::name)
        .containsExactly("id", "name", "price", "span", "at", "code", "one", "m", "twice");
    assertThat(table.column("id").orElseThrow().identity()).isTrue();
    assertThat(table.column("id").orElseThrow().notNull()).isTrue();
    assertThat(table.column("name").orElseThrow().type().name())
        .isEqualTo(QualifiedName.of("varchar"));
    assertThat(table.column("name").orElseThrow().type().modifiers()).containsExactly("20");
    assertThat(table.column("name").orElseThrow().notNull()).isTrue();
    assertThat(table.column("name").orElseThrow().defaultExpression())
        .isEqualTo("'x'::character varying");
    assertThat(table.column("price").orElseThrow().type().isArray()).isTrue();
    assertThat(table.column("price").orElseThrow().type().name())
        .isEqualTo(QualifiedName.of("numeric"));
    assertThat(table.column("price").orElseThrow().type().modifiers()).containsExactly("10", "2");
    assertThat(table.column("span").orElseThrow().type().modifiers())
        .containsExactly("DAY TO SECOND", "3");
    assertThat(table.column("at").orElseThrow().type().name())
        .isEqualTo(QualifiedName.of("timestamptz"));
    assertThat(table.column("at").orElseThrow().type().modifiers()).containsExactly("3");
    assertThat(table.column("code").orElseThrow().type().name())
        .isEqualTo(QualifiedName.of("bpchar"));
    assertThat(table.column("code").orElseThrow().collation()).isEqualTo("C");
    assertThat(table.column("one").orElseThrow().type().name()).isEqualTo(QualifiedName.of("char"));
    assertThat(table.column("m").orElseThrow().type().name())
        .isEqualTo(QualifiedName.of("public", "mood"));
    assertThat(table.column("m").orElseThrow().defaultExpression()).isNull();
    assertThat(table.column("twice").orElseThrow().generated()).isEqualTo(Column.Generated.STORED);
    assertThat(table.column("twice").orElseThrow().defaultExpression())
        .isEqualTo("(length('ab'::text) * 2)");
  }

  @Test
  void readsConstraints() throws SQLException {
    run(
        "CREATE TABLE p (a int, b int, PRIMARY KEY (b, a))",
        """
        CREATE TABLE t (
          x int PRIMARY KEY, y int, z int NOT NULL,
          CONSTRAINT "odd, } name" UNIQUE (z, y) INCLUDE (x),
          FOREIGN KEY (x, y) REFERENCES p (b, a),
          EXCLUDE USING btree (y WITH =))
        """,
        "ALTER TABLE t ADD CONSTRAINT later CHECK (z > y) NO INHERIT NOT VALID");
    var table = relation("t");
    var foreign = table.constraint("t_x_y_fkey").orElseThrow();
    assertThat(foreign.kind()).isEqualTo(Constraint.Kind.FOREIGN_KEY);
    assertThat(foreign.columns()).containsExactly("x", "y");
    assertThat(foreign.references()).isEqualTo(QualifiedName.of("public", "p"));
    assertThat(foreign.referencedColumns()).containsExactly("b", "a");
    assertThat(foreign.index()).isNull();
    var check = table.constraint("later").orElseThrow();
    assertThat(check.kind()).isEqualTo(Constraint.Kind.CHECK);
    assertThat(check.columns()).containsExactlyInAnyOrder("y", "z");
    assertThat(check.expression()).isEqualTo("(z > y)");
    assertThat(check.validated()).isFalse();
    assertThat(check.noInherit()).isTrue();
    assertThat(check.enforced()).isTrue();
    var unique = table.constraint("odd, } name").orElseThrow();
    assertThat(unique.kind()).isEqualTo(Constraint.Kind.UNIQUE);
    assertThat(unique.columns()).containsExactly("z", "y");
    assertThat(unique.index()).isEqualTo("odd, } name");
    assertThat(table.constraint("t_pkey").orElseThrow().kind())
        .isEqualTo(Constraint.Kind.PRIMARY_KEY);
    assertThat(table.constraint("t_y_excl").orElseThrow().kind())
        .isEqualTo(Constraint.Kind.EXCLUDE);
    assertThat(relation("p").referencedBy())
        .containsExactly(
            new Relation.ReferencingKey(QualifiedName.of("public", "t"), "t_x_y_fkey"));
    if (major >= 18) {
      assertThat(table.constraint("t_z_not_null").orElseThrow().kind())
          .isEqualTo(Constraint.Kind.NOT_NULL);
      assertThat(table.constraint("t_z_not_null").orElseThrow().columns()).containsExactly("z");
    }
  }

  @Test
  void readsNotValidNotNullAndVirtualColumnsOf18() throws SQLException {
    if (major < 18) {
      return;
    }
    run(
        "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1), c int)",
        "ALTER TABLE t ADD CONSTRAINT nn NOT NULL a NOT VALID",
        "ALTER TABLE t ADD CONSTRAINT loose CHECK (c > 0) NOT ENFORCED");
    var table = relation("t");
    assertThat(table.column("a").orElseThrow().notNull()).isTrue();
    assertThat(table.constraint("nn").orElseThrow().validated()).isFalse();
    assertThat(table.constraint("loose").orElseThrow().enforced()).isFalse();
    assertThat(table.column("b").orElseThrow().generated()).isEqualTo(Column.Generated.VIRTUAL);
  }

  @Test
  void readsIndexes() throws SQLException {
    run(
        "CREATE TABLE t (a int, b text, c text, d int, e int)",
        "CREATE UNIQUE INDEX i ON t USING btree (a, lower(b), e) INCLUDE (d) WHERE c > 'x' AND e > 1");
    var index = relation("t").indexes().get(0);
    assertThat(index.name()).isEqualTo(QualifiedName.of("public", "i"));
    assertThat(index.unique()).isTrue();
    assertThat(index.primary()).isFalse();
    assertThat(index.valid()).isTrue();
    assertThat(index.partial()).isTrue();
    assertThat(index.method()).isEqualTo("btree");
    assertThat(index.columns()).containsExactly("a", "", "e");
    assertThat(index.includedColumns()).containsExactly("d");
    assertThat(index.expressionColumns()).contains("b", "c", "e");
    assertThat(index.constraint()).isNull();
    assertThat(index.definition()).startsWith("CREATE UNIQUE INDEX i ON public.t");
    assertThat(index.sizeBytes()).isEqualTo(8192);
    var itself = relation("i");
    assertThat(itself.kind()).isEqualTo(Relation.Kind.INDEX);
    assertThat(itself.table()).isEqualTo(QualifiedName.of("public", "t"));
    assertThat(itself.oid()).isEqualTo(index.oid());
  }

  @Test
  void aPartitionedTableIsAsLargeAsItsLeaves() throws SQLException {
    run(
        "CREATE TABLE p (a int, b text) PARTITION BY RANGE (a, (lower(b)))",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0, 'a') TO (1000, 'a')"
            + " PARTITION BY LIST (b)",
        "CREATE TABLE p1x PARTITION OF p1 FOR VALUES IN ('x')",
        "CREATE TABLE p1d PARTITION OF p1 DEFAULT",
        "CREATE INDEX i ON p (a)",
        "INSERT INTO p SELECT g, CASE g % 2 WHEN 0 THEN 'x' ELSE 'y' END"
            + " FROM generate_series(1, 999) g",
        "ANALYZE p1x",
        "ANALYZE p1d");
    var parent = relation("p");
    assertThat(parent.kind()).isEqualTo(Relation.Kind.PARTITIONED_TABLE);
    assertThat(parent.sizeBytes())
        .isEqualTo(relation("p1x").sizeBytes() + relation("p1d").sizeBytes())
        .isEqualTo(relation("p1").sizeBytes())
        .isGreaterThan(8 * 8192);
    assertThat(parent.estimatedRows()).isEqualTo(999);
    assertThat(parent.partitionKeyed()).containsExactly("a", "", "b");
    assertThat(parent.children()).containsExactly(QualifiedName.of("public", "p1"));
    assertThat(parent.indexes())
        .extracting(Index::sizeBytes)
        .containsExactly(
            relation("p1x").indexes().get(0).sizeBytes()
                + relation("p1d").indexes().get(0).sizeBytes());
    var leaf = relation("p1d");
    assertThat(leaf.isPartition()).isTrue();
    assertThat(leaf.defaultPartition()).isTrue();
    assertThat(leaf.parent()).isEqualTo(QualifiedName.of("public", "p1"));
    assertThat(relation("p1x").defaultPartition()).isFalse();
    assertThat(relation("i").kind()).isEqualTo(Relation.Kind.PARTITIONED_INDEX);
  }

  @Test
  void sizesAreThoseOfTheFiles() throws SQLException {
    run(
        "CREATE TABLE t (a int PRIMARY KEY, b text)",
        "ALTER TABLE t ALTER b SET STORAGE EXTERNAL",
        "INSERT INTO t SELECT g, repeat('x', 4000) FROM generate_series(1, 500) g",
        "CREATE TABLE n (a int)",
        "VACUUM t");
    assertThat(relation("t").sizeBytes())
        .isGreaterThan(2_000_000)
        // The free space and visibility maps are not counted.
        .isBetween(
            number("SELECT pg_total_relation_size('t')") - 16 * 8192,
            number("SELECT pg_total_relation_size('t')"));
    assertThat(relation("n").sizeBytes()).isZero();
    assertThat(relation("n").estimatedRows()).isEqualTo(-1);
    assertThat(relation("t").estimatedRows()).isEqualTo(500);
  }

  @Test
  void readsTypesAndDomains() throws SQLException {
    run(
        "CREATE TYPE mood AS ENUM ('a')",
        "CREATE TYPE pair AS (a int, b int)",
        "CREATE DOMAIN plain AS varchar(9)",
        "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
        "CREATE DOMAIN nested AS positive DEFAULT random()::int",
        "CREATE DOMAIN list AS int[] DEFAULT '{}'",
        "CREATE TABLE uses (a nested)",
        "CREATE TABLE direct (a positive, b positive)",
        "CREATE TABLE apart (a int)");
    var catalog = LiveCatalog.open(connection);
    assertThat(type(catalog, "mood").kind()).isEqualTo(TypeInfo.Kind.ENUM);
    assertThat(type(catalog, "pair").kind()).isEqualTo(TypeInfo.Kind.COMPOSITE);
    var plain = type(catalog, "plain");
    assertThat(plain.constrained()).isFalse();
    assertThat(base(plain).name()).isEqualTo(QualifiedName.of("varchar"));
    assertThat(base(plain).modifiers()).containsExactly("9");
    assertThat(plain.defaultVolatility()).isEqualTo(Volatility.IMMUTABLE);
    var nested = type(catalog, "nested");
    assertThat(nested.constrained()).isTrue();
    assertThat(base(nested).name()).isEqualTo(QualifiedName.of("public", "positive"));
    assertThat(base(type(catalog, "list")).isArray()).isTrue();
    assertThat(type(catalog, "list").defaultVolatility()).isEqualTo(Volatility.IMMUTABLE);
    assertThat(nested.defaultVolatility()).isEqualTo(Volatility.VOLATILE);
    assertThat(catalog.type(QualifiedName.of("nope"))).isEmpty();
    assertThat(catalog.tablesUsing(QualifiedName.of("positive")))
        .extracting(r -> r.name().name())
        .containsExactly("direct", "uses");
    assertThat(catalog.relationsIn("public"))
        .extracting(r -> r.name().name())
        .containsExactly("apart", "direct", "uses");
  }

  @Test
  void readsTheWorstVolatilityOfAName() throws SQLException {
    run(
        "CREATE FUNCTION f(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION f(text) RETURNS int STABLE LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION lower(int) RETURNS int VOLATILE LANGUAGE sql AS 'SELECT 1'");
    var catalog = LiveCatalog.open(connection);
    assertThat(catalog.volatility(QualifiedName.of("f"))).isEqualTo(Volatility.STABLE);
    assertThat(catalog.volatility(QualifiedName.of("lower"))).isEqualTo(Volatility.VOLATILE);
    assertThat(catalog.volatility(QualifiedName.of("upper"))).isEqualTo(Volatility.IMMUTABLE);
    assertThat(catalog.volatility(QualifiedName.of("pg_catalog", "lower")))
        .isEqualTo(Volatility.IMMUTABLE);
    assertThat(catalog.volatility(QualifiedName.of("nope"))).isEqualTo(Volatility.UNKNOWN);
  }

  @Test
  void readsTheWorstVolatilityOfTheCastsThatAreNotBuiltIn() throws SQLException {
    assertThat(LiveCatalog.open(connection).casts()).isEqualTo(Volatility.IMMUTABLE);
    run(
        "CREATE FUNCTION unused(int) RETURNS int VOLATILE LANGUAGE sql AS 'SELECT 1'",
        "CREATE TYPE own",
        """
        CREATE FUNCTION own_in(cstring) RETURNS own IMMUTABLE STRICT
          LANGUAGE internal AS 'textin'
        """,
        """
        CREATE FUNCTION own_out(own) RETURNS cstring IMMUTABLE STRICT
          LANGUAGE internal AS 'textout'
        """,
        "CREATE TYPE own (INPUT = own_in, OUTPUT = own_out, LIKE = text)");
    assertThat(LiveCatalog.open(connection).casts()).isEqualTo(Volatility.IMMUTABLE);
    run("ALTER FUNCTION own_out(own) STABLE");
    assertThat(LiveCatalog.open(connection).casts()).isEqualTo(Volatility.STABLE);
    run("ALTER FUNCTION own_out(own) IMMUTABLE", "ALTER FUNCTION own_in(cstring) STABLE");
    assertThat(LiveCatalog.open(connection).casts()).isEqualTo(Volatility.STABLE);
    run(
        "CREATE FUNCTION to_own(int) RETURNS own VOLATILE LANGUAGE sql AS 'SELECT NULL::own'",
        "CREATE CAST (int AS own) WITH FUNCTION to_own(int)");
    assertThat(LiveCatalog.open(connection).casts()).isEqualTo(Volatility.VOLATILE);
  }

  private static TypeName base(TypeInfo domain) {
    return Objects.requireNonNull(domain.base());
  }

  private static TypeInfo type(LiveCatalog catalog, String name) {
    return catalog.type(QualifiedName.of(name)).orElseThrow();
  }
}
