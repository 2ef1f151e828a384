package io.safeddl.run;

import io.safeddl.plan.Allowance;
import io.safeddl.plan.Traces;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Values of session parameters, to carry what a transaction set over its early end, and to put back
 * what was before when the tool rolls it back after all.
 *
 * @param values by name; an empty Optional would say the same as null: not known to the server
 */
record Settings(Map<String, @Nullable String> values) {
  /** The parameters that this statement sets for the session. */
  static Set<String> namesSetBy(SourceStatement source, Statement statement) {
    var names = new TreeSet<String>();
    if (statement instanceof Statement.SetParameter set && !set.local()) {
      names.add(Traces.settingName(set.name()));
    }
    var tokens = source.tokens();
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i).isSymbol("(") && tokens.get(i - 1).is("set_config")) {
        var name = Traces.settingOfCall(tokens, i);
        if (name != null) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** The parameters that this statement sets until the end of its transaction. */
  static Set<String> namesSetLocallyBy(Statement statement) {
    return statement instanceof Statement.SetParameter set
            && set.local()
            && !Allowance.isSetting(set)
        ? Set.of(Traces.settingName(set.name()))
        : Set.of();
  }

  /** The values that the session has now. */
  static Settings read(Session session, Set<String> names) throws SQLException {
    var values = new LinkedHashMap<String, @Nullable String>();
    for (String name : names) {
      values.put(
          name,
          session
              .query("SELECT pg_catalog.current_setting(?, true)", row -> row.getString(1), name)
              .get(0));
    }
    return new Settings(values);
  }

  /** Gives the session these values, where it has others. */
  void apply(Session session) throws SQLException {
    apply(session, false);
  }

  /** Gives the open transaction these values, where the session has others. */
  void applyLocally(Session session) throws SQLException {
    apply(session, true);
  }

  private void apply(Session session, boolean local) throws SQLException {
    var now = read(session, values.keySet()).values();
    for (var setting : values.entrySet()) {
      var value = setting.getValue();
      if (value != null && !value.equals(now.get(setting.getKey()))) {
        session.query(
            "SELECT pg_catalog.set_config(?, ?, " + local + ")",
            row -> row.getString(1),
            setting.getKey(),
            value);
      } else if (value == null && now.get(setting.getKey()) != null) {
        session.query(
            "SELECT pg_catalog.set_config(?, NULL, " + local + ")",
            row -> row.getString(1),
            setting.getKey());
      }
    }
  }
}
