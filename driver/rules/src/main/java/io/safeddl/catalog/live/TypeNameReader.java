package io.safeddl.catalog.live;

import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.TypeName;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a type's name from the catalog's own columns, so that no search path can bend it. */
final class TypeNameReader {
  private static final Pattern MODIFIERS = Pattern.compile("\\(([^()\"]*)\\)[^()\"]*$");
  private static final Pattern INTERVAL_FIELDS =
      Pattern.compile("^interval ((?:year|month|day|hour|minute|second)(?: to \\w+)?)");

  private TypeNameReader() {}

  /**
   * The type's name.
   *
   * @param schema of the type, or of the element of an array
   * @param name {@code typname} of the same
   * @param formatted as {@code format_type} writes it, for the modifiers
   */
  static TypeName read(String schema, String name, boolean array, String formatted) {
    var builtIn = schema.equals("pg_catalog");
    var fields = INTERVAL_FIELDS.matcher(formatted);
    var first =
        builtIn && name.equals("interval") && fields.find()
            ? Stream.of(fields.group(1).toUpperCase(Locale.ROOT))
            : Stream.<String>empty();
    var modifiers = MODIFIERS.matcher(formatted);
    var rest =
        modifiers.find()
            ? Stream.of(modifiers.group(1).split(",")).map(String::strip)
            : Stream.<String>empty();
    List<String> all = Stream.concat(first, rest).toList();
    return new TypeName(
        QualifiedName.of(builtIn ? null : schema, name), all, array ? 1 : 0, false, formatted);
  }
}
