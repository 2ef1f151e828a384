package io.safeddl.sql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.Deferral;
import io.safeddl.sql.tree.IndexElement;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.TableConstraint;
import io.safeddl.sql.tree.TypeName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands in the records, part by part. */
class ReadRecordsTest {
  private static <T extends AlterAction> T action(String sql, Class<T> type) {
    Statement.AlterTable alter = Sql.read(sql, Statement.AlterTable.class);
    assertThat(alter.actions()).hasSize(1);
    assertThat(alter.actions().get(0)).isInstanceOf(type);
    return type.cast(alter.actions().get(0));
  }

  @Test
  void columns() {
    ColumnDefinition column =
        action(
                "alter table t add column if not exists \"A b\" varchar(20)[] collate s.c"
                    + " constraint d default 'x' || f(1) not null check (a > (1))"
                    + " generated always as identity",
                AlterAction.AddColumn.class)
            .column();
    assertThat(column.name()).isEqualTo("A b");
    TypeName type = requireNonNull(column.type());
    assertThat(type.name()).hasToString("\"varchar\"");
    assertThat(type.modifiers()).containsExactly("20");
    assertThat(type.isArray()).isTrue();
    assertThat(column.collation()).hasToString("s.c");
    assertThat(column.constraints()).hasSize(4);
    ColumnConstraint.Default value = (ColumnConstraint.Default) column.constraints().get(0);
    assertThat(value.name()).isEqualTo("d");
    assertThat(value.value().text()).isEqualTo("'x' || f(1)");
    assertThat(((ColumnConstraint.Check) column.constraints().get(2)).condition().text())
        .isEqualTo("a > (1)");
    assertThat(((ColumnConstraint.Identity) column.constraints().get(3)).always()).isTrue();
  }

  @Test
  void defaultsEndWhereTheNextClauseBegins() {
    for (String value :
        List.of(
            "1",
            "-1",
            "null",
            "now()",
            "'a'::character varying(5)",
            "current_timestamp",
            "(a and b)",
            "case when a then null else 1 end",
            "array[1, 2]::int[]",
            "timestamp with time zone 'x'",
            "interval '1' day",
            "a is distinct from b",
            "pg_catalog.f('x')",
            "x'1f'",
            "user",
            "cast(a as int)",
            "(a).b",
            "nextval('s'::regclass)",
            "double precision '1.5'")) {
      for (String next :
          List.of("", " not null", " null", " unique", " references u", " collate c")) {
        AlterAction.AddColumn add =
            action("alter table t add a int default " + value + next, AlterAction.AddColumn.class);
        ColumnConstraint.Default clause =
            (ColumnConstraint.Default) add.column().constraints().get(0);
        assertThat(clause.value().text()).as(value + next).isEqualTo(value);
      }
    }
  }

  @Test
  void foreignKeys() {
    TableConstraint.ForeignKey key =
        (TableConstraint.ForeignKey)
            action(
                    "alter table t add constraint k foreign key (a, b) references s.u (c, d)"
                        + " match full on update cascade on delete set null"
                        + " deferrable initially deferred not valid",
                    AlterAction.AddConstraint.class)
                .constraint();
    assertThat(key.name()).isEqualTo("k");
    assertThat(key.columns()).containsExactly("a", "b");
    assertThat(key.referencedColumns()).containsExactly("c", "d");
    assertThat(key.table()).hasToString("s.u");
    assertThat(key.actions().match()).isEqualTo("FULL");
    assertThat(key.actions().onUpdate()).isEqualTo("CASCADE");
    assertThat(key.actions().onDelete()).isEqualTo("SET NULL");
    assertThat(key.deferral()).isEqualTo(Deferral.INITIALLY_DEFERRED);
    assertThat(key.notValid()).isTrue();
    assertThat(key.enforced()).isTrue();
  }

  @Test
  void keys() {
    TableConstraint.Unique unique =
        (TableConstraint.Unique)
            action(
                    "alter table t add unique nulls not distinct (a, b) include (c)",
                    AlterAction.AddConstraint.class)
                .constraint();
    assertThat(unique.columns()).containsExactly("a", "b");
    assertThat(unique.include()).containsExactly("c");
    assertThat(unique.nullsNotDistinct()).isTrue();
    assertThat(unique.usingIndex()).isNull();
    TableConstraint.PrimaryKey primary =
        (TableConstraint.PrimaryKey)
            action(
                    "alter table t add constraint p primary key using index i deferrable",
                    AlterAction.AddConstraint.class)
                .constraint();
    assertThat(primary.usingIndex()).isEqualTo("i");
    assertThat(primary.deferral()).isEqualTo(Deferral.INITIALLY_IMMEDIATE);
  }

  @Test
  void indexes() {
    String sql =
        "create unique index concurrently if not exists i on only s.t using gist"
            + " (a, lower(b), (c + 1), d desc, e nulls last) include (f) where a > 1";
    Statement.CreateIndex index = Sql.read(sql, Statement.CreateIndex.class);
    assertThat(index.unique() && index.concurrently() && index.ifNotExists() && index.only())
        .isTrue();
    assertThat(index.table()).hasToString("s.t");
    assertThat(index.method()).isEqualTo("gist");
    assertThat(index.elements())
        .extracting(IndexElement::column)
        .containsExactly("a", null, null, "d", "e");
    assertThat(requireNonNull(index.elements().get(1).expression()).text()).isEqualTo("lower(b)");
    assertThat(requireNonNull(index.elements().get(2).expression()).text()).isEqualTo("c + 1");
    assertThat(index.elements())
        .extracting(IndexElement::plain)
        .containsExactly(true, false, false, false, true);
    assertThat(index.include()).containsExactly("f");
    assertThat(requireNonNull(index.where()).text()).isEqualTo("a > 1");
    assertThat(index.indexKeyword().in(sql)).isEqualTo("index");
    assertThat(index.onKeyword().in(sql)).isEqualTo("on");
  }

  @Test
  void partitions() {
    Statement.CreateTable table =
        Sql.read(
            "create table p partition of s.t for values from (1) to (2) partition by list (a)",
            Statement.CreateTable.class);
    assertThat(table.partitionOf()).hasToString("s.t");
    assertThat(requireNonNull(table.bound()).text()).isEqualTo("for values from (1) to (2)");
    assertThat(table.partitionedBy()).isTrue();
    assertThat(
            action("alter table t attach partition p default", AlterAction.AttachPartition.class)
                .bound()
                .isDefault())
        .isTrue();
    assertThat(
            action(
                    "alter table t detach partition p concurrently",
                    AlterAction.DetachPartition.class)
                .concurrently())
        .isTrue();
  }

  @Test
  void settingsAndTransactions() {
    Statement.SetParameter set =
        Sql.read("SET LOCAL \"Search_Path\" TO a, 'b'", Statement.SetParameter.class);
    assertThat(set).isEqualTo(new Statement.SetParameter("search_path", "a, 'b'", true, false));
    assertThat(Sql.read("set time zone default"))
        .isEqualTo(new Statement.SetParameter("time zone", null, false, false));
    assertThat(Sql.read("reset all"))
        .isEqualTo(new Statement.SetParameter("all", null, false, true));
    Statement.Transaction end = Sql.read("end work and chain", Statement.Transaction.class);
    assertThat(end.kind()).isEqualTo(Statement.Transaction.Kind.COMMIT);
    assertThat(end.chain()).isTrue();
  }

  @Test
  void maintenance() {
    assertThat(Sql.read("vacuum (full off) t", Statement.Vacuum.class).full()).isFalse();
    assertThat(Sql.read("vacuum (verbose, full) t", Statement.Vacuum.class).full()).isTrue();
    assertThat(Sql.read("vacuum full", Statement.Vacuum.class).tables()).isEmpty();
    assertThat(Sql.read("reindex (concurrently) table t", Statement.Reindex.class).concurrently())
        .isTrue();
    assertThat(Sql.read("lock only a, b in share mode", Statement.LockTable.class).only())
        .isFalse();
    assertThat(Sql.read("lock a", Statement.LockTable.class).mode()).isEqualTo("ACCESS EXCLUSIVE");
  }
}
