package io.safeddl.rule;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.TransactionContext;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Review.Runs;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An example of a rule: {@code bad.sql} or {@code good.sql} of its folder.
 *
 * <p>{@code -- setup} begins the statements that make the tables; {@code -- transaction}, where
 * there is one, those that come before in the same transaction; each {@code -- statement} one that
 * is judged. In a bad example each of these stands for itself behind the setup; in a good one each
 * follows the one before, in a transaction of its own.
 *
 * <p>Examples of rules of the checker alone are files of a release that begins behind the setup;
 * what is judged may then be several statements, of which one or another is the culprit.
 *
 * <p>Lines above the setup: {@code -- postgresql 18+} for the versions that know the statement,
 * {@code -- error} where every server rejects it, {@code -- offline} where it is only to be judged,
 * without a server, {@code -- invalid NAME} for an index that is to be INVALID, {@code -- server
 * 140002} for a version. Just above a statement: {@code -- instead differs: WHY} where what is
 * given to paste leaves another schema than it, on purpose, or {@code -- instead differs 18+: WHY}.
 *
 * @param server the version, as {@code server_version_num} gives it
 * @param inTransaction whether the judged statements run in a transaction, or under autocommit
 * @param transaction statements that precede each judged one in its transaction
 * @param invalidIndex the index to be marked INVALID behind the setup, or ""
 * @param differing the version from which on what is given to paste leaves another schema than the
 *     statement, for those of which that is so
 */
public record Example(
    String ruleId,
    boolean bad,
    int sinceMajor,
    boolean error,
    boolean offline,
    String invalidIndex,
    Map<String, Integer> differing,
    int server,
    String setup,
    boolean inTransaction,
    String transaction,
    List<String> statements) {

  private static final int NEWEST = 180_000;
  private static final String DIFFERS = "-- instead differs";

  /** The examples of all rules, bad before good. */
  public static List<Example> all() {
    return Rules.ALL.stream()
        .map(rule -> rule.info().id())
        .flatMap(id -> Stream.of(of(id, true), of(id, false)))
        .toList();
  }

  /** One example. */
  public static Example of(String ruleId, boolean bad) {
    return read(ruleId, bad, resource(ruleId, bad ? "bad.sql" : "good.sql"));
  }

  /** An example by its text. */
  static Example read(String ruleId, boolean bad, String text) {
    var since = 0;
    var error = false;
    var offline = false;
    var invalid = "";
    var differs = Integer.MAX_VALUE;
    var differences = new ArrayList<Integer>();
    var server = NEWEST;
    var setup = new StringBuilder();
    var inTransaction = false;
    var transaction = new StringBuilder();
    var statements = new ArrayList<StringBuilder>();
    var target = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.startsWith("-- postgresql ")) {
        since = Integer.parseInt(line.substring("-- postgresql ".length()).replace("+", ""));
      } else if (line.equals("-- error")) {
        error = true;
      } else if (line.equals("-- offline")) {
        offline = true;
      } else if (line.startsWith("-- invalid ")) {
        invalid = line.substring("-- invalid ".length());
      } else if (line.startsWith(DIFFERS)) {
        var version = line.substring(DIFFERS.length(), line.indexOf(':')).strip();
        differs = version.isEmpty() ? 0 : Integer.parseInt(version.replace("+", ""));
      } else if (line.startsWith("-- server ")) {
        server = Integer.parseInt(line.substring("-- server ".length()));
      } else if (line.equals("-- setup")) {
        target = setup;
      } else if (line.equals("-- transaction")) {
        inTransaction = true;
        target = transaction;
      } else if (line.equals("-- statement")) {
        target = new StringBuilder();
        statements.add(target);
        differences.add(differs);
        differs = Integer.MAX_VALUE;
      } else {
        target.append(line).append('\n');
      }
    }
    var differing = new HashMap<String, Integer>();
    for (var i = 0; i < statements.size(); i++) {
      differing.put(statements.get(i).toString().strip(), differences.get(i));
    }
    return new Example(
        ruleId,
        bad,
        since,
        error,
        offline,
        invalid,
        Map.copyOf(differing),
        server,
        setup.toString(),
        inTransaction,
        transaction.toString(),
        statements.stream().map(each -> each.toString().strip()).toList());
  }

  /** True where that major version knows the statements. */
  public boolean runsOn(int major) {
    return !offline && major >= sinceMajor;
  }

  /** The verdicts on what is judged, behind the statements before it in its transaction. */
  List<Verdict> judge(String statement, Policy policy, Catalog catalog) {
    var script = Script.parse(transaction + statement);
    var context = new TransactionContext(inTransaction, State.NOTHING);
    var rule = Rules.byId(ruleId).orElseThrow().info();
    var planner = new Planner(rule.severity() == Severity.OFF ? asking(policy) : policy);
    var verdicts =
        rule.checkOnly()
            ? planner
                .review(
                    script,
                    catalog,
                    inTransaction ? Runs.IN_TOOLS_TRANSACTION : Runs.ONE_BY_ONE,
                    Surroundings.of(Release.startingFrom(catalog)))
                .verdicts()
            : planner.decideAll(script, catalog, context);
    return verdicts.subList(Script.parse(transaction).statements().size(), verdicts.size());
  }

  /** The findings of the verdicts. */
  static List<Finding> findings(List<Verdict> verdicts) {
    return verdicts.stream().flatMap(each -> each.decision().findings().stream()).toList();
  }

  /** The policy with this rule, which is off by itself, as a warning. */
  private Policy asking(Policy p) {
    return new Policy(
        p.mode(),
        p.smallTable(),
        p.assumeLarge(),
        p.assumeSmall(),
        Map.of(ruleId, Severity.WARNING),
        p.dataRules(),
        p.maxRows(),
        p.lockTimeout(),
        p.lockWait(),
        p.maxLockHold(),
        p.maxTransactionHold(),
        p.precheck());
  }

  /** A file of the rule's folder. */
  public static String resource(String ruleId, String file) {
    var path = ruleId + "/" + file;
    try (var stream = Rules.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("rule/" + path + " is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return ruleId + (bad ? " bad" : " good");
  }
}
