package io.safeddl.check.config;

import io.safeddl.check.migration.LayoutName;
import io.safeddl.check.output.FailOn;
import io.safeddl.plan.Policy;
import io.safeddl.plan.SettingText;
import io.safeddl.rule.Severity;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code safeddl.yaml} says; every value has been checked. What it does not say is empty. */
public final class Configuration {
  /** Where there is no such file. */
  public static final Configuration NONE = new Configuration(Path.of(""), Map.of(), Map.of());

  private final Path folder;
  private final Map<Key, List<String>> words;
  private final Map<Key, Map<String, String>> maps;

  /**
   * What a file says.
   *
   * @param folder of the file
   * @param words the values of each key that has them
   * @param maps the mappings of each key that has one
   */
  Configuration(Path folder, Map<Key, List<String>> words, Map<Key, Map<String, String>> maps) {
    this.folder = folder;
    this.words = Map.copyOf(words);
    this.maps = Map.copyOf(maps);
  }

  /** The values of a key; empty where the file does not have it. */
  public List<String> list(Key key) {
    return words.getOrDefault(key, List.of());
  }

  /** The value of a key, or null. */
  public @Nullable String word(Key key) {
    var values = list(key);
    return values.isEmpty() ? null : values.get(0);
  }

  /** The mapping of a key; empty where the file does not have it. */
  public Map<String, String> map(Key key) {
    return maps.getOrDefault(key, Map.of());
  }

  /** What the migration tools are told: each by its own name for its placeholders. */
  public Map<String, String> toolSettings() {
    var settings = new LinkedHashMap<String, String>();
    map(Key.PLACEHOLDERS)
        .forEach(
            (name, value) -> {
              settings.put("flyway.placeholders." + name, value);
              settings.put("parameter." + name, value);
            });
    return settings;
  }

  /** What is to be checked, as seen from the working directory. */
  public List<String> paths() {
    return list(Key.PATHS).stream().map(path -> folder.resolve(path).toString()).toList();
  }

  /** The baseline's file, as seen from the working directory, or null. */
  public @Nullable Path baseline() {
    var file = word(Key.BASELINE);
    return file == null ? null : folder.resolve(file);
  }

  /** The layout, or null. */
  public @Nullable LayoutName layout() {
    var word = word(Key.LAYOUT);
    return word == null ? null : LayoutName.valueOf(word);
  }

  /** The server's major version, or null. */
  public @Nullable Integer pgVersion() {
    var word = word(Key.PG_VERSION);
    return word == null ? null : Integer.valueOf(word);
  }

  /** What makes the check fail, or null. */
  public @Nullable FailOn failOn() {
    var word = word(Key.FAIL_ON);
    return word == null ? null : FailOn.valueOf(word);
  }

  /**
   * What the rules go by.
   *
   * @param assumeSmall tables in the place of those that the file calls small, unless empty
   */
  public Policy policy(Set<String> assumeSmall) {
    var d = Policy.DEFAULT;
    var smallTable = word(Key.SMALL_TABLE);
    var maxRows = word(Key.MAX_ROWS);
    var lockTimeout = word(Key.LOCK_TIMEOUT);
    return new Policy(
        d.mode(),
        smallTable == null ? d.smallTable() : SettingText.size(smallTable),
        Set.copyOf(new HashSet<>(list(Key.ASSUME_LARGE))),
        assumeSmall.isEmpty() ? Set.copyOf(new HashSet<>(list(Key.ASSUME_SMALL))) : assumeSmall,
        severities(),
        d.dataRules(),
        maxRows == null ? d.maxRows() : SettingText.count(maxRows),
        lockTimeout == null ? d.lockTimeout() : SettingText.duration(lockTimeout),
        d.lockWait(),
        d.maxLockHold(),
        d.maxTransactionHold(),
        d.precheck());
  }

  private Map<String, Severity> severities() {
    var severities = new LinkedHashMap<String, Severity>();
    map(Key.RULES)
        .forEach((id, word) -> severities.put(id, Severity.valueOf(word.toUpperCase(Locale.ROOT))));
    return severities;
  }
}
