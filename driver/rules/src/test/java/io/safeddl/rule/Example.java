package io.safeddl.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An example of a rule: {@code bad.sql} or {@code good.sql} of its folder.
 *
 * <p>{@code -- setup} begins the statements that make the tables; {@code -- transaction}, where
 * there is one, those that come before in the same transaction; each {@code -- statement} one that
 * is judged. In a bad example each of these stands for itself behind the setup; in a good one each
 * follows the one before, in a transaction of its own.
 *
 * <p>Lines above the setup: {@code -- postgresql 18+} for the versions that know the statement,
 * {@code -- error} where every server rejects it, {@code -- offline} where it is only to be judged,
 * without a server, {@code -- invalid NAME} for an index that is to be INVALID.
 *
 * @param inTransaction whether the judged statements run in a transaction, or under autocommit
 * @param transaction statements that precede each judged one in its transaction
 * @param invalidIndex the index to be marked INVALID behind the setup, or ""
 */
public record Example(
    String ruleId,
    boolean bad,
    int sinceMajor,
    boolean error,
    boolean offline,
    String invalidIndex,
    String setup,
    boolean inTransaction,
    String transaction,
    List<String> statements) {

  /** The examples of all rules, bad before good. */
  public static List<Example> all() {
    return Rules.ALL.stream()
        .map(rule -> rule.info().id())
        .flatMap(id -> Stream.of(of(id, true), of(id, false)))
        .toList();
  }

  /** One example. */
  public static Example of(String ruleId, boolean bad) {
    var since = 0;
    var error = false;
    var offline = false;
    var invalid = "";
    var setup = new StringBuilder();
    var inTransaction = false;
    var transaction = new StringBuilder();
    var statements = new ArrayList<StringBuilder>();
    var target = new StringBuilder();
    for (String line : resource(ruleId, bad ? "bad.sql" : "good.sql").lines().toList()) {
      if (line.startsWith("-- postgresql ")) {
        since = Integer.parseInt(line.substring("-- postgresql ".length()).replace("+", ""));
      } else if (line.equals("-- error")) {
        error = true;
      } else if (line.equals("-- offline")) {
        offline = true;
      } else if (line.startsWith("-- invalid ")) {
        invalid = line.substring("-- invalid ".length());
      } else if (line.equals("-- setup")) {
        target = setup;
      } else if (line.equals("-- transaction")) {
        inTransaction = true;
        target = transaction;
      } else if (line.equals("-- statement")) {
        target = new StringBuilder();
        statements.add(target);
      } else {
        target.append(line).append('\n');
      }
    }
    return new Example(
        ruleId,
        bad,
        since,
        error,
        offline,
        invalid,
        setup.toString(),
        inTransaction,
        transaction.toString(),
        statements.stream().map(each -> each.toString().strip()).toList());
  }

  /** True where that major version knows the statements. */
  public boolean runsOn(int major) {
    return !offline && major >= sinceMajor;
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
