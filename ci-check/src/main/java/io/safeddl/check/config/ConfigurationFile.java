package io.safeddl.check.config;

import io.safeddl.check.source.SourceReader;
import io.safeddl.rule.Nearest;
import io.safeddl.rule.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one file; a mistake in it is an error that names its line. */
final class ConfigurationFile {
  private final Path file;
  private final Map<Key, List<String>> words = new EnumMap<>(Key.class);
  private final Map<Key, Map<String, String>> maps = new EnumMap<>(Key.class);

  private ConfigurationFile(Path file) {
    this.file = file;
  }

  /** Reads it. */
  static Configuration read(Path file) throws IOException {
    return new ConfigurationFile(file).read();
  }

  private Configuration read() throws IOException {
    var root = root(SourceReader.read(file).text());
    if (root != null) {
      for (var entry : entries(root, "keys and values").entrySet()) {
        take(entry.getKey(), entry.getValue());
      }
    }
    var parent = file.getParent();
    return new Configuration(parent == null ? Path.of("") : parent, words, maps);
  }

  private @Nullable Node root(String text) throws ConfigurationException {
    try {
      var settings = LoadSettings.builder().setLabel(file.toString()).build();
      return new Compose(settings).composeString(text).orElse(null);
    } catch (MarkedYamlEngineException e) {
      throw at(e.getProblemMark().orElse(null), e.getProblem() + " (this is no YAML)");
    } catch (YamlEngineException e) {
      throw at(null, e.getMessage() + " (this is no YAML)");
    }
  }

  private void take(ScalarNode name, Node value) throws ConfigurationException {
    var key =
        Stream.of(Key.values())
            .filter(it -> it.word().equals(name.getValue()))
            .findFirst()
            .orElse(null);
    if (key == null) {
      var known = Stream.of(Key.values()).map(Key::word).toList();
      throw error(
          name,
          "there is no key "
              + name.getValue()
              + "; the nearest is "
              + Nearest.of(name.getValue(), known));
    }
    switch (key.shape()) {
      case WORD -> words.put(key, List.of(word(key, value)));
      case LIST -> words.put(key, list(key, value));
      case MAP -> maps.put(key, map(key, value));
    }
  }

  private List<String> list(Key key, Node value) throws ConfigurationException {
    if (!(value instanceof SequenceNode sequence)) {
      return List.of(word(key, value));
    }
    var list = new ArrayList<String>();
    for (var item : sequence.getValue()) {
      list.add(word(key, item));
    }
    return list;
  }

  private Map<String, String> map(Key key, Node value) throws ConfigurationException {
    var map = new LinkedHashMap<String, String>();
    for (var entry : entries(value, key.word() + " with values").entrySet()) {
      var name = entry.getKey().getValue();
      if (key == Key.RULES && Rules.byId(name).isEmpty()) {
        throw error(
            entry.getKey(), "there is no rule " + name + "; the nearest is " + Rules.nearest(name));
      }
      map.put(name, word(key, entry.getValue()));
    }
    return map;
  }

  private String word(Key key, Node value) throws ConfigurationException {
    if (!(value instanceof ScalarNode scalar)) {
      throw error(value, key.word() + " wants a single value here");
    }
    try {
      if (key != Key.PLACEHOLDERS) {
        key.check(scalar.getValue());
      }
      return scalar.getValue();
    } catch (IllegalArgumentException e) {
      throw error(
          value,
          key.word() + ": " + scalar.getValue() + " is not valid: expected is " + e.getMessage());
    }
  }

  private Map<ScalarNode, Node> entries(Node node, String wanted) throws ConfigurationException {
    if (!(node instanceof MappingNode mapping)) {
      throw error(node, "expected are " + wanted + ", such as pgVersion: 18");
    }
    var entries = new LinkedHashMap<ScalarNode, Node>();
    var seen = new ArrayList<String>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode name)) {
        throw error(entry.getKeyNode(), "a key is a single word");
      }
      if (seen.contains(name.getValue())) {
        throw error(name, name.getValue() + " is there twice");
      }
      seen.add(name.getValue());
      entries.put(name, entry.getValueNode());
    }
    return entries;
  }

  private ConfigurationException error(Node node, String message) {
    return at(node.getStartMark().orElse(null), message);
  }

  private ConfigurationException at(@Nullable Mark mark, String message) {
    var at = mark == null ? "" : ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    return new ConfigurationException(file + at + ": " + message);
  }
}
