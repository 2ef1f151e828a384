package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the statements of a build leave behind, read from the statements themselves, so that there
 * is no second list of it.
 *
 * <p>A migration that is not one transaction may fail half way and is then run again as a whole. So
 * each build is begun by taking away what an earlier try has left, which is also what the check
 * wants ({@code missing-guard}): IF NOT EXISTS would keep an INVALID index.
 */
final class PlanBuild {
  private final List<String> statements;
  private final Set<TableName> indexes = new LinkedHashSet<>();

  /** Whether its rows have been looked at, by table and constraint. */
  private final Map<TableName, Map<String, Boolean>> constraints = new LinkedHashMap<>();

  private final Map<TableName, Set<String>> added = new LinkedHashMap<>();
  private final Map<TableName, Set<String>> pointing = new LinkedHashMap<>();
  private final Map<TableName, Set<String>> notNull = new LinkedHashMap<>();

  PlanBuild(List<String> statements) {
    this.statements = List.copyOf(statements);
    for (var statement : statements) {
      read(PlanStep.tokens(statement));
    }
  }

  private void read(List<Token> tokens) {
    index(tokens).ifPresent(indexes::add);
    if (!tokens.get(0).is("alter") || !tokens.get(1).is("table")) {
      return;
    }
    var table = name(tokens, 2);
    var constraint = after(tokens, "constraint");
    if (PlanStep.has(tokens, "add", "constraint")) {
      var name = tokens.get(constraint).value();
      of(constraints, table).put(name, !PlanStep.has(tokens, "not", "valid"));
      (PlanStep.has(tokens, "foreign", "key") ? pointing : added)
          .computeIfAbsent(table, any -> new LinkedHashSet<>())
          .add(name);
      if (tokens.get(constraint + 1).is("unique")) {
        indexes.add(table.sibling(name));
      }
    } else if (PlanStep.has(tokens, "validate", "constraint")) {
      of(constraints, table).put(tokens.get(constraint).value(), true);
    } else if (PlanStep.has(tokens, "drop", "constraint")) {
      of(constraints, table).remove(tokens.get(constraint).value());
    } else if (PlanStep.has(tokens, "set", "not")) {
      notNull
          .computeIfAbsent(table, any -> new LinkedHashSet<>())
          .add(tokens.get(after(tokens, "column")).value());
    }
  }

  /** The index that a statement creates. */
  private static Optional<TableName> index(List<Token> tokens) {
    var index = after(tokens, "index");
    if (!tokens.get(0).is("create") || index == 0) {
      return Optional.empty();
    }
    var named = tokens.get(index).is("concurrently") ? index + 1 : index;
    return Optional.of(name(tokens, named + 2).sibling(tokens.get(named).value()));
  }

  private static Map<String, Boolean> of(
      Map<TableName, Map<String, Boolean>> constraints, TableName table) {
    return constraints.computeIfAbsent(table, any -> new LinkedHashMap<>());
  }

  /** Where the token behind a word is; 0 where there is no such word. */
  private static int after(List<Token> tokens, String word) {
    for (var i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is(word)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** A name with its schema, as all of ours are. */
  private static TableName name(List<Token> tokens, int at) {
    var start = tokens.get(at).is("only") ? at + 1 : at;
    return new TableName(tokens.get(start).value(), tokens.get(start + 2).value());
  }

  /** The statements, which can be run again after they have failed half way. */
  List<PlanStep> steps() {
    var steps = new ArrayList<PlanStep>();
    // With that of a partitioned table those of its partitions go, which cannot go before it: the
    // foreign keys of partitions are made before it, all else behind it.
    var foreignKeys = new ArrayList<>(pointing.entrySet());
    Collections.reverse(foreignKeys);
    foreignKeys.forEach(it -> steps.add(dropped(it.getKey(), it.getValue())));
    added.forEach((table, names) -> steps.add(dropped(table, names)));
    for (var statement : statements) {
      var tokens = PlanStep.tokens(statement);
      index(tokens).ifPresent(it -> steps.add(dropped(tokens, it)));
      if (PlanStep.has(tokens, "create", "statistics")) {
        var name = name(tokens, 2).toSql();
        steps.add(PlanStep.brief("DROP STATISTICS IF EXISTS " + name));
      }
      steps.add(PlanStep.built(statement));
    }
    return steps;
  }

  private static PlanStep dropped(TableName table, Set<String> constraints) {
    return PlanStep.brief(
        constraints.stream()
            .map(name -> "DROP CONSTRAINT IF EXISTS " + Identifiers.quote(name))
            .collect(Collectors.joining(", ", "ALTER TABLE " + table.toSql() + " ", "")));
  }

  /** That of a partitioned table cannot be dropped concurrently, with those of its partitions. */
  private static PlanStep dropped(List<Token> tokens, TableName index) {
    return PlanStep.has(tokens, "index", "concurrently")
        ? PlanStep.built("DROP INDEX CONCURRENTLY IF EXISTS " + index.toSql())
        : PlanStep.brief("DROP INDEX IF EXISTS " + index.toSql())
            .allow("blocking-index-drop", "nobody uses it yet, and the lock is an instant's");
  }

  /** Whether something is built concurrently, which waits for each transaction that is open. */
  boolean concurrent() {
    return statements.stream()
        .map(PlanStep::tokens)
        .anyMatch(it -> PlanStep.has(it, "index", "concurrently"));
  }

  /** In a block with the variable {@code safeddl_missing}: fails where any of it is not there. */
  String check() {
    var parts = new ArrayList<String>();
    if (!indexes.isEmpty()) {
      parts.add(
          "SELECT w.name FROM (VALUES "
              + indexes.stream()
                  .map(it -> "(" + Database.literal(it.toSql()) + ")")
                  .collect(Collectors.joining(", "))
              + ") AS w(name)\n      LEFT JOIN pg_catalog.pg_index x"
              + " ON x.indexrelid = pg_catalog.to_regclass(w.name)\n"
              + "     WHERE x.indisvalid IS NOT TRUE");
    }
    var wanted = new ArrayList<String>();
    constraints.forEach(
        (table, names) ->
            names.forEach(
                (name, valid) ->
                    wanted.add(
                        "("
                            + Database.literal(table.toSql())
                            + ", "
                            + Database.literal(name)
                            + ", "
                            + valid
                            + ")")));
    if (!wanted.isEmpty()) {
      parts.add(
          "SELECT w.name FROM (VALUES "
              + String.join(", ", wanted)
              + ") AS w(relation, name, valid)\n      LEFT JOIN pg_catalog.pg_constraint o"
              + " ON o.conrelid = pg_catalog.to_regclass(w.relation) AND o.conname = w.name\n"
              + "     WHERE o.oid IS NULL OR w.valid AND NOT o.convalidated");
    }
    var columns = new ArrayList<String>();
    notNull.forEach(
        (table, names) ->
            names.forEach(
                name ->
                    columns.add(
                        "("
                            + Database.literal(table.toSql())
                            + ", "
                            + Database.literal(name)
                            + ")")));
    if (!columns.isEmpty()) {
      parts.add(
          "SELECT 'NOT NULL of ' || w.name FROM (VALUES "
              + String.join(", ", columns)
              + ") AS w(relation, name)\n      LEFT JOIN pg_catalog.pg_attribute a"
              + " ON a.attrelid = pg_catalog.to_regclass(w.relation) AND a.attname = w.name\n"
              + "     WHERE a.attnotnull IS NOT TRUE");
    }
    if (parts.isEmpty()) {
      return "";
    }
    return "  SELECT pg_catalog.string_agg(m.name, ', ') INTO safeddl_missing FROM (\n    "
        + String.join("\n    UNION ALL\n    ", parts)
        + ") AS m(name);\n  IF safeddl_missing IS NOT NULL THEN\n"
        + "    RAISE EXCEPTION USING\n"
        + "      MESSAGE = 'SafeDDL: this is not built, or not valid: ' || safeddl_missing,\n"
        + "      HINT = 'Build it by the migration before this one, or by `safeddl-backfill build`;"
        + " then migrate again.';\n  END IF;\n";
  }
}
