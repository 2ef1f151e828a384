package io.safeddl.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Triggers of the user's find what they find when the application writes. */
class TriggersOfOthersTest {
  @ParameterizedTest
  @CsvSource({"14, true", "18, true", "18, false"})
  void withNamesThatWantASearchPath(int major, boolean beforeAll) throws Exception {
    try (var scene = Scene.on(major)) {
      scene.execute(
          """
          CREATE SCHEMA app;
          CREATE TABLE app.t (id int PRIMARY KEY, n int, m int);
          CREATE TABLE app.audit (id int, what text);
          INSERT INTO app.t SELECT g, g FROM generate_series(1, 500) g;
          CREATE FUNCTION app.stamp(text) RETURNS text LANGUAGE sql AS 'SELECT upper($1)';
          -- What a search path could make of the name of one of the server's own.
          CREATE FUNCTION app.concat(int, int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
            SELECT '-7' $$;
          CREATE FUNCTION app.note() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN INSERT INTO audit VALUES (NEW.id, stamp(TG_ARGV[0])); RETURN NEW; END $$;
          CREATE FUNCTION app.total() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN PERFORM count(*) FROM audit; RETURN NULL; END $$;
          CREATE TRIGGER before_row BEFORE UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.note('b');
          CREATE TRIGGER after_row AFTER UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.note('a');
          CREATE CONSTRAINT TRIGGER at_the_end AFTER UPDATE ON app.t DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION app.note('d');
          CREATE TRIGGER after_all AFTER UPDATE ON app.t EXECUTE FUNCTION app.total();
          CREATE TABLE app.seen (path text);
          CREATE FUNCTION app.begin_all() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN INSERT INTO seen VALUES (stamp(current_setting('search_path'))); RETURN NULL; END $$;
          DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = app', current_database());
          END $$;
          """);
      var spec = Scene.spec("{table: app.t, set: {m: 'concat(n, 0)::int'}, where: m is null}");
      if (beforeAll) {
        scene.execute(
            "CREATE TRIGGER before_all BEFORE UPDATE ON app.t EXECUTE FUNCTION app.begin_all()");
      }
      // The spec is read by a session from before that path; each worker's begins behind it.
      assertThat(scene.run(scene.task(spec))).isEqualTo(Ending.DONE);
      assertThat(scene.number("SELECT count(*) FROM app.t WHERE m = n * 10")).isEqualTo(500);
      for (var what : new String[] {"A", "B", "D"}) {
        assertThat(scene.number("SELECT count(*) FROM app.audit WHERE what = '" + what + "'"))
            .as(what)
            .isEqualTo(500);
      }
      assertThat(scene.number("SELECT count(*) FROM app.seen WHERE path = 'APP'") > 0)
          .isEqualTo(beforeAll);
      assertThat(scene.number("SELECT sum(rows) FROM safeddl.backfill_chunk")).isEqualTo(500);
      assertThat(scene.quarantine()).isEmpty();
    }
  }
}
