package io.safeddl.check.migration;

import io.safeddl.check.source.SourceFile;
import io.safeddl.sql.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Liquibase's formatted SQL, cut into its changesets. It goes by lines, whatever they are part of,
 * as Liquibase's {@code FormattedSqlChangeLogParser} does.
 *
 * @param properties what {@code --property} lines define
 * @param changesets in their order
 */
record FormattedSql(List<Property> properties, List<Changeset> changesets) {
  private static final String MARK = "--";
  private static final Pattern FIRST_LINE =
      Pattern.compile("--\\s*+liquibase formatted.*+", Pattern.CASE_INSENSITIVE);
  private static final Pattern AUTHOR_AND_ID =
      Pattern.compile("(\"[^\"]++\"|[^:]++):\\s*+(\"[^\"]++\"|\\S++)(.*+)");

  FormattedSql {
    properties = List.copyOf(properties);
    changesets = List.copyOf(changesets);
  }

  /**
   * A line {@code --property name:x value:y}.
   *
   * @param dbms the databases for which it is; null for all
   */
  record Property(String name, String value, @Nullable String dbms) {}

  /**
   * A changeset.
   *
   * @param attributes what its first line says behind author and id
   * @param header its first line
   * @param body behind its first line
   * @param ignored the parts of the body that are left out, in order
   */
  record Changeset(
      String author, String id, String attributes, Span header, Span body, List<Span> ignored) {
    /** How it is called in reports. */
    String name() {
      return id + "::" + author;
    }

    /** All of it. */
    Span whole() {
      return header.to(body);
    }

    /** A word that its first line says: {@code name:word}; null where it says none. */
    @Nullable String attribute(String name) {
      var at = attributes.toLowerCase(Locale.ROOT).lastIndexOf(name.toLowerCase(Locale.ROOT) + ":");
      if (at < 0 || (at > 0 && Character.isLetter(attributes.charAt(at - 1)))) {
        return null;
      }
      var start = at + name.length() + 1;
      var end = start;
      while (end < attributes.length() && !Character.isWhitespace(attributes.charAt(end))) {
        end++;
      }
      return attributes.substring(start, end);
    }

    boolean is(String name, boolean otherwise) {
      var value = attribute(name);
      return value == null ? otherwise : value.toLowerCase(Locale.ROOT).startsWith("true");
    }
  }

  /** True for a file whose first line that is not blank says so. */
  static boolean is(SourceFile file) {
    var text = file.text();
    var start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    var end = text.indexOf('\n', start);
    return text.startsWith(MARK, start)
        && FIRST_LINE
            .matcher(text.substring(start, end < 0 ? text.length() : end).strip())
            .matches();
  }

  /** Cuts a file. */
  static FormattedSql of(SourceFile file) {
    return new Reader(file.text()).read();
  }

  private static final class Reader {
    private final String text;
    private final List<Property> properties = new ArrayList<>();
    private final List<Changeset> changesets = new ArrayList<>();
    private List<Span> ignored = new ArrayList<>();
    private @Nullable Span header;
    private String author = "";
    private String id = "";
    private String attributes = "";

    Reader(String text) {
      this.text = text;
    }

    FormattedSql read() {
      for (var start = 0; start < text.length(); ) {
        var end = endOfLine(start);
        var directive = directive(start, end);
        if (directive != null) {
          end = directive(directive, new Span(start, end));
        }
        start = end;
      }
      finish(text.length());
      return new FormattedSql(properties, changesets);
    }

    /** Behind the end of the line. */
    private int endOfLine(int start) {
      var end = text.indexOf('\n', start);
      return end < 0 ? text.length() : end + 1;
    }

    /** What stands behind the dashes of a comment line; null for every other line. */
    private @Nullable String directive(int start, int end) {
      var at = start;
      while (at < end && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return text.startsWith(MARK, at) && at + MARK.length() <= end
          ? text.substring(at + MARK.length(), end).strip()
          : null;
    }

    /** Reads a line, and where it goes on, the next ones; gives the end of what it has read. */
    private int directive(String words, Span line) {
      if (startsWith(words, "changeset")) {
        var found = AUTHOR_AND_ID.matcher(words.substring("changeset".length()).strip());
        if (found.matches()) {
          finish(line.start());
          author = unquoted(found.group(1));
          id = unquoted(found.group(2));
          attributes = found.group(3);
          header = new Span(line.start(), line.start() + line.in(text).stripTrailing().length());
        }
      } else if (startsWith(words, "property")) {
        property(words.substring("property".length()));
      } else if (startsWith(words, "ignoreLines:")) {
        var end = endOfIgnored(words.substring("ignoreLines:".length()), line.end());
        ignored.add(new Span(line.start(), end));
        return end;
      }
      return line.end();
    }

    private int endOfIgnored(String words, int from) {
      var end = from;
      if (startsWith(words, "start")) {
        while (end < text.length()) {
          var start = end;
          end = endOfLine(start);
          var directive = directive(start, end);
          if (directive != null && startsWith(directive, "ignoreLines:end")) {
            return end;
          }
        }
        return end;
      }
      for (var left = number(words); left > 0 && end < text.length(); left--) {
        end = endOfLine(end);
      }
      return end;
    }

    private static int number(String words) {
      var value = 0;
      for (var i = 0; i < words.length() && Character.isDigit(words.charAt(i)) && i < 9; i++) {
        value = value * 10 + (words.charAt(i) - '0');
      }
      return value;
    }

    private void property(String words) {
      String name = null;
      String value = null;
      String dbms = null;
      for (var part : words.strip().split("\\s+(?=[A-Za-z]+:)", -1)) {
        var colon = part.indexOf(':');
        if (colon > 0) {
          var said = part.substring(colon + 1).strip();
          switch (part.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
            case "name" -> name = said;
            case "value" -> value = said;
            case "dbms" -> dbms = said;
            default -> {} // contexts and labels: all are taken
          }
        }
      }
      if (name != null && value != null) {
        properties.add(new Property(name, value, dbms));
      }
    }

    private void finish(int end) {
      if (header != null) {
        changesets.add(
            new Changeset(author, id, attributes, header, new Span(header.end(), end), ignored));
        header = null;
      }
      ignored = new ArrayList<>();
    }

    private static boolean startsWith(String words, String word) {
      return words.regionMatches(true, 0, word, 0, word.length());
    }

    private static String unquoted(String text) {
      return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
          ? text.substring(1, text.length() - 1)
          : text.strip();
    }
  }
}
