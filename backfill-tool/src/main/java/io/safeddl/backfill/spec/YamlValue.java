package io.safeddl.backfill.spec;

import io.safeddl.rule.Nearest;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value in a YAML file. A mistake in it is an error that names the file, the line and the key.
 */
final class YamlValue {
  private final Path file;
  private final String key;
  private final Node node;

  private YamlValue(Path file, String key, Node node) {
    this.file = file;
    this.key = key;
    this.node = node;
  }

  /** What a file holds. */
  static YamlValue of(Path file, String text) throws SpecException {
    try {
      var settings = LoadSettings.builder().setLabel(file.toString()).build();
      var root = new Compose(settings).composeString(text).orElse(null);
      if (root == null) {
        throw at(file, null, "the file is empty");
      }
      return new YamlValue(file, "", root);
    } catch (MarkedYamlEngineException e) {
      throw at(file, e.getProblemMark().orElse(null), e.getProblem() + " (this is no YAML)");
    } catch (YamlEngineException e) {
      throw at(file, null, e.getMessage() + " (this is no YAML)");
    }
  }

  /** Its values by their keys, all of which must be known. */
  Map<String, YamlValue> entries(Collection<String> known) throws SpecException {
    var entries = entries();
    for (var entry : entries.entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw entry
            .getValue()
            .error("there is no such key; the nearest is " + Nearest.of(entry.getKey(), known));
      }
    }
    return entries;
  }

  /** Its values by their keys, in the order of the file. */
  Map<String, YamlValue> entries() throws SpecException {
    if (!(node instanceof MappingNode mapping)) {
      throw error("expected are keys with values");
    }
    var entries = new LinkedHashMap<String, YamlValue>();
    for (var tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        throw new YamlValue(file, key, tuple.getKeyNode()).error("a key is a single word");
      }
      var path = key.isEmpty() ? name.getValue() : key + "." + name.getValue();
      var value = new YamlValue(file, path, tuple.getValueNode());
      if (entries.put(name.getValue(), value) != null) {
        throw value.error("it is there twice");
      }
    }
    return entries;
  }

  /** Its values. */
  List<YamlValue> items() throws SpecException {
    if (!(node instanceof SequenceNode sequence)) {
      throw error("expected is a list");
    }
    return sequence.getValue().stream().map(item -> new YamlValue(file, key, item)).toList();
  }

  /**
   * A single value.
   *
   * @param reader throws IllegalArgumentException: what is expected
   */
  <T> T as(Function<String, T> reader) throws SpecException {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      throw error("expected is a single value");
    }
    try {
      return reader.apply(scalar.getValue());
    } catch (IllegalArgumentException e) {
      throw error(scalar.getValue() + " is not valid: expected is " + e.getMessage());
    }
  }

  /** Something is wrong here. */
  SpecException error(String message) {
    var what = key.isEmpty() ? message : key + ": " + message;
    return at(file, node.getStartMark().orElse(null), what);
  }

  private static SpecException at(Path file, @Nullable Mark mark, String message) {
    var at = mark == null ? "" : ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    return new SpecException(file + at + ": " + message);
  }
}
