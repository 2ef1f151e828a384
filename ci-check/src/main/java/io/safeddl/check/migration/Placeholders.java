package io.safeddl.check.migration;

import io.safeddl.check.source.Region;
import io.safeddl.check.source.SourceText;
import io.safeddl.check.source.SourceText.Replacement;
import io.safeddl.sql.Keywords;
import io.safeddl.sql.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of {@code ${name}}, wherever it stands: the tools do it before they look
 * at the text. Where no value is known, the name itself is taken: most placeholders stand for one.
 */
final class Placeholders {
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_]++");

  private final String prefix;
  private final String suffix;
  private final Kind kind;

  /** The first place of each name without a value, and in how many places it stands. */
  private final Map<String, Unknown> unknown = new LinkedHashMap<>();

  private record Unknown(Region first, String taken, int places) {}

  /** How a tool looks for them. */
  enum Kind {
    /**
     * Flyway, which does not look again at the character that was none of the prefix: in {@code
     * $${name}} it sees no placeholder ({@code PlaceholderReplacingReader}).
     */
    FLYWAY,
    /** Liquibase. */
    LIQUIBASE
  }

  Placeholders(String prefix, String suffix, Kind kind) {
    this.prefix = prefix;
    this.suffix = suffix;
    this.kind = kind;
  }

  /** The text with its values. */
  SourceText fill(SourceText source, Function<String, @Nullable String> values) {
    return source.replace(replacements(source, values));
  }

  /** What is to be put in, in order. */
  List<Replacement> replacements(SourceText source, Function<String, @Nullable String> values) {
    var text = source.text();
    List<Replacement> found = new ArrayList<>();
    for (var at = next(text, 0); at >= 0; ) {
      var nameStart = at + prefix.length();
      var nameEnd = text.indexOf(suffix, nameStart);
      if (nameEnd < 0) {
        break;
      }
      var span = new Span(at, nameEnd + suffix.length());
      var name = text.substring(nameStart, nameEnd);
      var value = values.apply(name.strip());
      found.add(new Replacement(span, value != null ? value : taken(source, span, name.strip())));
      at = next(text, span.end());
    }
    return found;
  }

  private int next(String text, int from) {
    if (prefix.isEmpty()) {
      return -1;
    }
    if (kind == Kind.LIQUIBASE) {
      return text.indexOf(prefix, from);
    }
    var at = text.indexOf(prefix.charAt(0), from);
    while (at >= 0) {
      var same = 1;
      while (same < prefix.length()
          && at + same < text.length()
          && text.charAt(at + same) == prefix.charAt(same)) {
        same++;
      }
      if (same == prefix.length()) {
        return at;
      }
      at = text.indexOf(prefix.charAt(0), at + same + 1);
    }
    return -1;
  }

  /** What is said of names without a value. */
  List<Note> notes() {
    var notes = new ArrayList<Note>();
    unknown.forEach(
        (name, it) -> {
          var more = it.places() == 1 ? "" : " (" + it.places() + " places)";
          notes.add(
              new Note(
                  it.first(),
                  "no value is known for "
                      + (prefix + name + suffix)
                      + ", which is taken for the name "
                      + it.taken()
                      + more));
        });
    return notes;
  }

  private String taken(SourceText source, Span span, String name) {
    var known = unknown.get(name);
    if (known != null) {
      unknown.put(name, new Unknown(known.first(), known.taken(), known.places() + 1));
      return known.taken();
    }
    var taken = name(name);
    unknown.put(name, new Unknown(source.region(span), taken, 1));
    return taken;
  }

  /** A name that can stand where names do. */
  private static String name(String placeholder) {
    var last = placeholder.substring(placeholder.lastIndexOf(':') + 1);
    var name = NOT_IN_NAMES.matcher(last).replaceAll("_");
    return name.isEmpty()
            || Character.isDigit(name.charAt(0))
            || Keywords.mustBeQuoted(name.toLowerCase(Locale.ROOT))
        ? "_" + name
        : name;
  }
}
