package io.safeddl.check.fix;

import io.safeddl.rule.Rules;
import io.safeddl.sql.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The bad examples of rules, each in a schema of its own, so that all of them can be migrations of
 * one database.
 */
final class RuleSamples {
  private RuleSamples() {}

  /**
   * One statement that a rule finds something in.
   *
   * @param schema where its tables are
   * @param setup makes them
   * @param together it is about statements of one transaction
   * @param change what is before it in its transaction, and the statement
   */
  record Sample(String rule, String schema, String setup, boolean together, String change) {
    /** The migration that makes the tables. */
    String first() {
      return "CREATE SCHEMA " + schema + ";\nSET search_path TO " + schema + ";\n" + setup;
    }

    /** The one that is to be fixed. */
    String second() {
      return "SET search_path TO " + schema + ";\n" + change + ";\n";
    }

    /** The same for a tool that begins no transaction. */
    String secondByItself() {
      return together
          ? "SET search_path TO " + schema + ";\nBEGIN;\n" + change + ";\nCOMMIT;\n"
          : second();
    }

    /** A key of a new column: files that are judged as releases of their own. */
    List<String> maySay() {
      return schema.equals("add_unique_5") ? List.of("new-constraint") : List.of();
    }

    @Override
    public String toString() {
      return schema;
    }
  }

  static List<Sample> of(String rule) {
    var setup = new StringBuilder();
    var transaction = new StringBuilder();
    List<StringBuilder> statements = new ArrayList<>();
    var target = setup;
    for (var line : resource(rule, "bad.sql").lines().toList()) {
      switch (line) {
        case "-- setup" -> target = setup;
        case "-- transaction" -> target = transaction;
        case "-- statement" -> {
          target = new StringBuilder();
          statements.add(target);
        }
        default -> {
          if (!line.startsWith("-- ")) {
            target.append(line).append('\n');
          }
        }
      }
    }
    List<Sample> samples = new ArrayList<>();
    for (var statement : statements) {
      var text = statement.toString().strip();
      var change = transaction + (text.endsWith(";") ? text.substring(0, text.length() - 1) : text);
      var schema = rule.replace('-', '_') + "_" + (samples.size() + 1);
      samples.add(new Sample(rule, schema, setup.toString(), !transaction.isEmpty(), change));
    }
    return samples;
  }

  /** Every statement of every example of every rule. */
  static List<String> statements() {
    var statements = new LinkedHashSet<String>();
    for (var rule : Rules.ALL) {
      for (var file : List.of("bad.sql", "good.sql")) {
        Script.parse(resource(rule.info().id(), file)).statements().stream()
            .filter(it -> !it.tokens().isEmpty())
            .forEach(it -> statements.add(it.text()));
      }
    }
    return List.copyOf(statements);
  }

  private static String resource(String rule, String file) {
    try (var in = Rules.class.getResourceAsStream(rule + "/" + file)) {
      if (in == null) {
        throw new IllegalStateException("there is no example of " + rule);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
