package io.safeddl.jdbc;

import io.safeddl.plan.Policy;
import io.safeddl.plan.SettingText;
import io.safeddl.run.RunOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The properties, {@code safeddl.<name>} each; {@code safeddl.rules.<id>} comes beside them. Their
 * texts are what {@code Driver.getPropertyInfo} shows.
 */
enum Key {
  MODE("mode", "enforce", "what is done with unsafe statements"),
  LOCK_TIMEOUT(
      "lockTimeout",
      "50ms",
      "the lock_timeout put on DDL: the longest that others can be made to queue behind it"),
  LOCK_WAIT("lockWait", "60s", "how long in all to try for a lock"),
  MAX_LOCK_HOLD(
      "maxLockHold", "2s", "how long one statement may hold a strong lock on a large table"),
  MAX_TRANSACTION_HOLD(
      "maxTransactionHold", "5s", "how long a transaction may hold a strong lock on a large table"),
  AUTOVACUUM("autovacuum", "cancel", "what to do when autovacuum holds the table"),
  SMALL_TABLE("smallTable", "8MB", "tables up to this size run plain DDL, guarded"),
  ASSUME_LARGE(
      "assumeLarge",
      "",
      "tables, separated by commas, or *, to be treated as large whatever their size"),
  TRANSACTIONS(
      "transactions", "auto", "whether a migration tool's transaction may be committed early"),
  PRECHECK("precheck", "on", "look for violating rows before a NOT VALID constraint"),
  PROBE("probe", "on", "ask the server on a twin table where types are not built in"),
  DATA_RULES(
      "dataRules",
      "auto",
      "the rules on data statements: auto is on connections that a migration tool opened"),
  MAX_ROWS("maxRows", "100000", "a data statement that is estimated to touch more is refused"),
  DEADLINE("deadline", "", "stop cleanly this long after connecting"),
  REPORT("report", "", "a file that gets one JSON line per statement"),
  LOG_QUERIES("logQueries", "off", "show the text of the queries that block");

  /** The values of {@code dataRules}. */
  enum DataRules {
    AUTO,
    ALL,
    OFF
  }

  private final String property;
  private final String byDefault;
  private final String meaning;

  Key(String name, String byDefault, String meaning) {
    this.property = "safeddl." + name;
    this.byDefault = byDefault;
    this.meaning = meaning;
  }

  String property() {
    return property;
  }

  /** Empty where there is none. */
  String byDefault() {
    return byDefault;
  }

  String meaning() {
    return meaning;
  }

  /** {@code LOCKTIMEOUT}: how the name reads in the environment, underscores left out. */
  String environmentName() {
    return property.substring("safeddl.".length()).toUpperCase(Locale.ROOT);
  }

  /** The words to choose from, or null where the value is free. */
  String @Nullable [] choices() {
    return switch (this) {
      case MODE -> Values.words(Policy.Mode.class);
      case AUTOVACUUM -> Values.words(RunOptions.Autovacuum.class);
      case TRANSACTIONS -> Values.words(RunOptions.Transactions.class);
      case DATA_RULES -> Values.words(DataRules.class);
      case PRECHECK, PROBE, LOG_QUERIES -> new String[] {"on", "off"};
      default -> null;
    };
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException with what is expected
   */
  Object read(String text) {
    return switch (this) {
      case MODE -> Values.choice(Policy.Mode.class, text);
      case AUTOVACUUM -> Values.choice(RunOptions.Autovacuum.class, text);
      case TRANSACTIONS -> Values.choice(RunOptions.Transactions.class, text);
      case DATA_RULES -> Values.choice(DataRules.class, text);
      case PRECHECK, PROBE, LOG_QUERIES -> Values.onOff(text);
      case LOCK_TIMEOUT, LOCK_WAIT, MAX_LOCK_HOLD, MAX_TRANSACTION_HOLD, DEADLINE ->
          SettingText.duration(text);
      case SMALL_TABLE -> SettingText.size(text);
      case MAX_ROWS -> SettingText.count(text);
      case ASSUME_LARGE -> Values.names(text);
      case REPORT -> Values.path(text);
    };
  }
}
