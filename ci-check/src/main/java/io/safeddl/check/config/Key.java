package io.safeddl.check.config;

import io.safeddl.check.migration.LayoutName;
import io.safeddl.check.output.FailOn;
import io.safeddl.plan.SettingText;
import io.safeddl.rule.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The keys of {@code safeddl.yaml}, with all that its reader, its JSON schema, its page and the
 * file that {@code init} writes have to know. Where the driver has the same setting, it has the
 * same name.
 */
public enum Key {
  PATHS(
      "paths",
      Shape.LIST,
      "What is checked where the command line names no PATH; as seen from the folder of this file.",
      "[src/main/resources/db/migration]"),
  LAYOUT(
      "layout",
      Shape.WORD,
      "Which tool's files these are; auto looks at their names and first lines.",
      "auto"),
  IN_TRANSACTION(
      "inTransaction",
      Shape.WORD,
      "Whether each migration runs in one transaction; auto is as its tool does it.",
      "auto"),
  EXCLUDE(
      "exclude", Shape.LIST, "Files that are left out, as glob patterns.", "[\"**/seed/*.sql\"]"),
  PLACEHOLDERS(
      "placeholders",
      Shape.MAP,
      "What stands for the placeholders of Flyway and the parameters of Liquibase, such as"
          + " ${schema}.",
      "{schema: shop}"),
  PG_VERSION("pgVersion", Shape.WORD, "The server's major version.", "18"),
  ASSUME_SMALL(
      "assumeSmall",
      Shape.LIST,
      "Tables that are small, with or without schema: without --database no size is known, and"
          + " every table that another release has made counts as large.",
      "[country, public.currency]"),
  ASSUME_LARGE(
      "assumeLarge",
      Shape.LIST,
      "Tables, or \"*\", that are large whatever --database says of their size.",
      "[orders]"),
  SMALL_TABLE(
      "smallTable", Shape.WORD, "Up to this size a table needs no care (with --database).", "8MB"),
  MAX_ROWS(
      "maxRows",
      Shape.WORD,
      "A data statement that is estimated to touch more rows is an error (with --database).",
      "100000"),
  LOCK_TIMEOUT(
      "lockTimeout",
      Shape.WORD,
      "The longest that the application may be made to queue behind a statement.",
      "50ms"),
  RULES(
      "rules",
      Shape.MAP,
      "What a rule is worth: error, warning or off. safeddl-check rules lists them.",
      "{drop-table: error}"),
  FAIL_ON(
      "failOn",
      Shape.WORD,
      "From which severity on the check fails: error, warning or never.",
      "error"),
  BASELINE(
      "baseline",
      Shape.WORD,
      "A file of findings that are known and not told again, as --write-baseline writes it; as seen"
          + " from the folder of this file.",
      "safeddl-baseline.txt");

  /** How a value is written. */
  public enum Shape {
    /** A single word or number. */
    WORD,
    /** A list of words, or one of them. */
    LIST,
    /** A mapping of words to words. */
    MAP
  }

  private static final int OLDEST = 14;
  private static final int NEWEST = 18;

  private final String word;
  private final Shape shape;
  private final String description;
  private final String example;

  Key(String word, Shape shape, String description, String example) {
    this.word = word;
    this.shape = shape;
    this.description = description;
    this.example = example;
  }

  /** As it stands in the file. */
  public String word() {
    return word;
  }

  /** How its value is written. */
  public Shape shape() {
    return shape;
  }

  /** What it means. */
  public String description() {
    return description;
  }

  /** A value that is right: the default, where there is one. */
  public String example() {
    return example;
  }

  /** The words that are right, where there are only some; of a mapping, those of its values. */
  public List<String> choices() {
    return switch (this) {
      case LAYOUT -> words(LayoutName.values());
      case IN_TRANSACTION -> List.of("auto", "always", "never");
      case PG_VERSION -> IntStream.rangeClosed(OLDEST, NEWEST).mapToObj(String::valueOf).toList();
      case RULES -> words(Severity.values());
      case FAIL_ON -> words(FailOn.values());
      default -> List.of();
    };
  }

  /** What a text must match where there are no choices; empty where every text is right. */
  public String pattern() {
    return switch (this) {
      case SMALL_TABLE -> "^[0-9]+ ?([kKmMgGtT]?[bB])$";
      case MAX_ROWS -> "^[0-9]+$";
      case LOCK_TIMEOUT -> "^[0-9]+ ?(ms|s|m|min|h)$";
      default -> "";
    };
  }

  /**
   * Makes sure that a text is a value of this key.
   *
   * @throws IllegalArgumentException what is expected
   */
  void check(String text) {
    switch (this) {
      case SMALL_TABLE -> SettingText.size(text);
      case MAX_ROWS -> SettingText.count(text);
      case LOCK_TIMEOUT -> SettingText.duration(text);
      default -> {
        if (text.isBlank()) {
          throw new IllegalArgumentException("a value");
        }
        if (!choices().isEmpty() && !choices().contains(text)) {
          throw new IllegalArgumentException("one of " + String.join(", ", choices()));
        }
      }
    }
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }
}
