package io.safeddl.backfill.spec;

import io.safeddl.backfill.spec.BatchOptions.Commit;
import io.safeddl.plan.SettingText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a spec file. */
public final class SpecFile {
  private static final String AUTO = "auto";
  private static final List<String> KEYS =
      List.of("table", "columns", "set", "where", "batch", "throttle", "window");
  private static final List<String> MIRROR = List.of("from", "to", "type", "using", "back");
  private static final List<String> BATCH = List.of("target", "stripes", "commit");
  private static final List<String> THROTTLE =
      List.of(
          "replicaLag",
          "replicas",
          "lockWaiters",
          "activeSessions",
          "walRate",
          "requestedCheckpoints",
          "deadRows",
          "pauseWhen",
          "niceRatio");

  private SpecFile() {}

  /**
   * Reads it.
   *
   * @throws SpecException with the place of the first mistake
   */
  public static Spec read(Path file) throws IOException {
    return parse(file, text(file));
  }

  /**
   * What stands in it.
   *
   * @throws SpecException where it is no text
   */
  public static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new SpecException(file + " is no text in UTF-8; save it as such", e);
    }
  }

  /** Reads a text that stands, or once stood, in this file. */
  public static Spec parse(Path file, String text) throws SpecException {
    var root = YamlValue.of(file, text);
    var values = root.entries(KEYS);
    var table = required(root, values, "table", SqlText::table);
    var window = optional(values, "window", TimeWindow::parse);
    return new Spec(
        table, mirrors(values), fill(root, values), batch(values), throttle(values), window);
  }

  private static List<Mirror> mirrors(Map<String, YamlValue> values) throws SpecException {
    var columns = values.get("columns");
    if (columns == null) {
      return List.of();
    }
    var mirrors = new ArrayList<Mirror>();
    var names = new HashSet<String>();
    for (var item : columns.items()) {
      var keys = item.entries(MIRROR);
      var mirror =
          new Mirror(
              required(item, keys, "from", SqlText::column),
              required(item, keys, "to", SqlText::column),
              required(item, keys, "type", SqlText::piece),
              optional(keys, "using", SqlText::piece),
              optional(keys, "back", SqlText::piece));
      if (mirror.using().isPresent() && mirror.back().isEmpty()) {
        throw item.error("back is needed beside using: what the old column gets after the cutover");
      }
      if (!names.add(mirror.from()) || !names.add(mirror.to())) {
        throw item.error("each column can be in one pair only");
      }
      mirrors.add(mirror);
    }
    if (mirrors.isEmpty()) {
      throw columns.error("at least one pair of columns, such as {from: size, to: size_new, ...}");
    }
    return mirrors;
  }

  private static Optional<Fill> fill(YamlValue root, Map<String, YamlValue> values)
      throws SpecException {
    var set = values.get("set");
    var where = values.get("where");
    if (set == null) {
      if (where != null) {
        throw where.error("it goes with set, which is not there");
      }
      if (!values.containsKey("columns")) {
        throw root.error("columns or set is needed: what shall be written?");
      }
      return Optional.empty();
    }
    if (values.containsKey("columns")) {
      throw set.error("it cannot stand beside columns: write two specs");
    }
    var columns = new LinkedHashMap<String, String>();
    for (var entry : set.entries().entrySet()) {
      String column;
      try {
        column = SqlText.column(entry.getKey());
      } catch (IllegalArgumentException e) {
        throw entry.getValue().error("expected is " + e.getMessage());
      }
      if (columns.put(column, entry.getValue().as(SqlText::piece)) != null) {
        throw entry.getValue().error("it is there twice");
      }
    }
    if (columns.isEmpty()) {
      throw set.error("at least one column with its value");
    }
    return Optional.of(new Fill(columns, required(root, values, "where", SqlText::piece)));
  }

  private static BatchOptions batch(Map<String, YamlValue> values) throws SpecException {
    var batch = values.get("batch");
    if (batch == null) {
      return BatchOptions.DEFAULT;
    }
    var keys = batch.entries(BATCH);
    return new BatchOptions(
        optional(keys, "target", SettingText::duration).orElse(BatchOptions.DEFAULT.target()),
        optional(keys, "stripes", SpecFile::stripes).orElse(OptionalInt.empty()),
        optional(keys, "commit", SpecFile::commit).orElse(BatchOptions.DEFAULT.commit()));
  }

  private static OptionalInt stripes(String text) {
    if (text.equals(AUTO)) {
      return OptionalInt.empty();
    }
    var expected = "auto, or a number from 1 to " + BatchOptions.MOST_STRIPES;
    if (!text.matches("\\d{1,3}")) {
      throw new IllegalArgumentException(expected);
    }
    var stripes = Integer.parseInt(text);
    if (stripes < 1 || stripes > BatchOptions.MOST_STRIPES) {
      throw new IllegalArgumentException(expected);
    }
    return OptionalInt.of(stripes);
  }

  private static Commit commit(String text) {
    return switch (text) {
      case "async" -> Commit.ASYNC;
      case "sync" -> Commit.SYNC;
      default -> throw new IllegalArgumentException("async or sync");
    };
  }

  private static ThrottleOptions throttle(Map<String, YamlValue> values) throws SpecException {
    var throttle = values.get("throttle");
    if (throttle == null) {
      return ThrottleOptions.DEFAULT;
    }
    var keys = throttle.entries(THROTTLE);
    var defaults = ThrottleOptions.DEFAULT;
    return new ThrottleOptions(
        optional(keys, "replicaLag", SpecFile::lag).orElse(defaults.replicaLag()),
        optional(keys, "replicas", SpecFile::sessions)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()),
        optional(keys, "lockWaiters", SpecFile::sessions).orElse(defaults.lockWaiters()),
        optional(keys, "activeSessions", SpecFile::sessions)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()),
        optional(keys, "walRate", SpecFile::rate)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty()),
        optional(keys, "requestedCheckpoints", SpecFile::sessions)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()),
        optional(keys, "deadRows", SpecFile::percent)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()),
        optional(keys, "pauseWhen", SqlText::query),
        optional(keys, "niceRatio", SpecFile::ratio).orElse(defaults.niceRatio()));
  }

  private static double ratio(String text) {
    var expected = "a number from 0 to 100, such as 4 or 0.5";
    if (!text.matches("\\d{1,3}(\\.\\d{1,3})?")) {
      throw new IllegalArgumentException(expected);
    }
    var ratio = Double.parseDouble(text);
    if (ratio > ThrottleOptions.MOST_NICE) {
      throw new IllegalArgumentException(expected);
    }
    return ratio;
  }

  /** {@code off}, for where the replicas are none of ours. */
  private static Optional<Duration> lag(String text) {
    return text.equals("off") ? Optional.empty() : Optional.of(SettingText.duration(text));
  }

  private static int sessions(String text) {
    if (!text.matches("\\d{1,6}")) {
      throw new IllegalArgumentException("a whole number");
    }
    return Integer.parseInt(text);
  }

  private static int percent(String text) {
    if (!text.matches("\\d{1,2}%")) {
      throw new IllegalArgumentException("a percentage below 100, such as 20%");
    }
    return Integer.parseInt(text.substring(0, text.length() - 1));
  }

  private static long rate(String text) {
    var expected = "a size in a second, such as 64MB/s";
    if (!text.strip().endsWith("/s")) {
      throw new IllegalArgumentException(expected);
    }
    var size = SettingText.size(text.strip().substring(0, text.strip().length() - "/s".length()));
    if (size == 0) {
      throw new IllegalArgumentException(expected);
    }
    return size;
  }

  private static <T> T required(
      YamlValue parent, Map<String, YamlValue> values, String key, Function<String, T> reader)
      throws SpecException {
    @Nullable YamlValue value = values.get(key);
    if (value == null) {
      throw parent.error(key + " is missing");
    }
    return value.as(reader);
  }

  private static <T> Optional<T> optional(
      Map<String, YamlValue> values, String key, Function<String, T> reader) throws SpecException {
    @Nullable YamlValue value = values.get(key);
    return value == null ? Optional.empty() : Optional.of(value.as(reader));
  }
}
