package io.safeddl.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceReachTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "merge into t using s on true when matched then delete",
        "merge into t using s on 1 = 1 when matched then update set a = 1",
        "merge into t using (a join b on a.i = b.i) s on (true) when matched then delete",
        "merge into t using s on t.a = s.a when not matched by source then delete",
        "merge into t using s on t.a = s.a when not matched then insert values (1)"
            + " when not matched by source then update set a = 1"
      })
  void theWholeTarget(String sql) {
    assertThat(traits(sql)).contains(Trait.WHOLE_TABLE_WRITE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "merge into t using s on t.a = s.a when matched then delete",
        "merge into t using a join b on a.i = b.i on t.a = a.a when matched then update set a = 1",
        "merge into t using s on case when t.a = s.a then true end when matched then delete",
        "insert into t select * from s on conflict (a) do update set b = 1",
        "insert into t table s on conflict (a) do update set b = 1 where t.b <> 1"
      })
  void theWholeSource(String sql) {
    assertThat(traits(sql))
        .contains(Trait.WHOLE_SOURCE_WRITE)
        .doesNotContain(Trait.WHOLE_TABLE_WRITE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "merge into t using s on t.a = s.a when not matched then insert values (1)",
        "merge into t using s on true when matched then do nothing",
        "merge into t using s on true when matched and t.a = 1 then delete",
        "merge into t using (select * from s where a < 5) s on t.a = s.a when matched then delete",
        "merge into t using (select * from s limit 5) s on t.a = s.a when matched then delete",
        "insert into t select * from s",
        "insert into t select * from s on conflict do nothing",
        "insert into t select * from s where a < 5 on conflict (a) do update set b = 1"
      })
  void aPart(String sql) {
    assertThat(traits(sql)).doesNotContain(Trait.WHOLE_SOURCE_WRITE, Trait.WHOLE_TABLE_WRITE);
  }

  private static Set<Trait> traits(String sql) {
    return EffectReader.effects(
            StatementReader.read(Script.parse(sql).statements().get(0)),
            SchemaModel.empty(180000),
            TransactionContext.AUTOCOMMIT)
        .traits();
  }
}
