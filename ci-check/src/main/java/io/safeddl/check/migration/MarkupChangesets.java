package io.safeddl.check.migration;

import io.safeddl.sql.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the changesets stand in a changelog of XML, YAML or JSON. They are looked for in the text,
 * since what reads such files does not say where it has read something.
 */
final class MarkupChangesets {
  private static final Pattern XML_START = Pattern.compile("<(?:[\\w-]++:)?changeSet\\b");
  private static final Pattern XML_ATTRIBUTE =
      Pattern.compile("\\b(id|author)\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)')");
  private static final Pattern YAML_START =
      Pattern.compile("(?m)^([ ]*+)-[ ]++changeSet[ ]*+:[ ]*+$");
  private static final Pattern YAML_KEY =
      Pattern.compile("(?m)^[ ]*+(?:-[ ]++)?+(id|author)[ ]*+:[ ]*+[\"']?+([^\"'\\r\\n]*+)");
  private static final Pattern JSON_START = Pattern.compile("\"changeSet\"\\s*+:\\s*+\\{");
  private static final Pattern JSON_KEY =
      Pattern.compile("\"(id|author)\"\\s*+:\\s*+\"?+([^\",}\\r\\n]*+)");

  private MarkupChangesets() {}

  /** The places of the changesets by their names. */
  static Map<String, Span> of(String file, String text) {
    return file.endsWith(".xml") ? xml(text) : file.endsWith(".json") ? json(text) : yaml(text);
  }

  private static Map<String, Span> xml(String text) {
    Map<String, Span> found = new LinkedHashMap<>();
    var plain = withoutXmlComments(text);
    var start = XML_START.matcher(plain);
    while (start.find()) {
      var head = endOfTag(plain, start.end());
      var selfClosed = head > 1 && plain.charAt(head - 2) == '/';
      var end = head;
      if (!selfClosed) {
        var close = plain.indexOf("changeSet>", head);
        end = close < 0 ? plain.length() : close + "changeSet>".length();
      }
      add(found, XML_ATTRIBUTE, plain.substring(start.end(), head), new Span(start.start(), end));
    }
    return found;
  }

  /** Of the same length. */
  private static String withoutXmlComments(String text) {
    var plain = new StringBuilder(text);
    for (var start = text.indexOf("<!--"); start >= 0; ) {
      var close = text.indexOf("-->", start);
      var end = close < 0 ? text.length() : close + 3;
      for (var i = start; i < end; i++) {
        plain.setCharAt(i, ' ');
      }
      start = text.indexOf("<!--", end);
    }
    return plain.toString();
  }

  private static int endOfTag(String text, int from) {
    char quote = 0;
    for (var i = from; i < text.length(); i++) {
      var c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return i + 1;
      }
    }
    return text.length();
  }

  private static Map<String, Span> yaml(String text) {
    Map<String, Span> found = new LinkedHashMap<>();
    var start = YAML_START.matcher(text);
    while (start.find()) {
      var indent = start.group(1).length();
      var begin = start.start() + indent;
      var end = endOfBlock(text, start.end(), indent);
      add(found, YAML_KEY, text.substring(start.end(), end), new Span(begin, end));
    }
    return found;
  }

  /** Before the next line that is not indented further. */
  private static int endOfBlock(String text, int from, int indent) {
    for (var line = text.indexOf('\n', from); line >= 0; line = text.indexOf('\n', line + 1)) {
      var first = line + 1;
      while (first < text.length() && text.charAt(first) == ' ') {
        first++;
      }
      var blank =
          first >= text.length() || text.charAt(first) == '\n' || text.charAt(first) == '\r';
      if (!blank && first - line - 1 <= indent) {
        return line;
      }
    }
    return text.length();
  }

  private static Map<String, Span> json(String text) {
    Map<String, Span> found = new LinkedHashMap<>();
    var start = JSON_START.matcher(text);
    while (start.find()) {
      var end = endOfObject(text, start.end());
      add(found, JSON_KEY, text.substring(start.end(), end), new Span(start.start(), end));
    }
    return found;
  }

  private static int endOfObject(String text, int from) {
    var depth = 1;
    var quoted = false;
    for (var i = from; i < text.length(); i++) {
      var c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else {
          quoted = c != '"';
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  /** The first id and the first author are the changeset's own. */
  private static void add(Map<String, Span> found, Pattern keys, String text, Span span) {
    var id = "";
    var author = "";
    var key = keys.matcher(text);
    while (key.find() && (id.isEmpty() || author.isEmpty())) {
      var value = key.group(2) != null ? key.group(2) : key.group(3);
      if (key.group(1).equals("id")) {
        id = id.isEmpty() ? value.strip() : id;
      } else {
        author = author.isEmpty() ? value.strip() : author;
      }
    }
    found.putIfAbsent(id + "::" + author, span);
  }
}
