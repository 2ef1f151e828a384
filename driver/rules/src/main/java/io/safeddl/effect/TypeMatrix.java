package io.safeddl.effect;

import io.safeddl.sql.tree.TypeName;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which changes between built-in types leave the stored values alone: those by a binary-coercible
 * cast whose length coercion PostgreSQL recognises as a no-op. Everything that is not in the table
 * rewrites (manual, ALTER TABLE, Notes; measured on 14–18, which do not differ).
 */
final class TypeMatrix {
  /** {@code from to modifiers outcome}; several types are joined by commas. */
  private static final String ROWS =
      """
      varchar                varchar                growing    keep
      varchar                text                   any        keep
      text                   varchar                unbounded  keep
      varchar,text           bpchar                 unbounded  reindex
      bpchar                 bpchar                 unbounded  keep
      varchar,text           citext                 any        reindex
      citext                 text                   any        reindex
      citext                 varchar                unbounded  reindex
      xml                    text                   any        keep
      xml                    varchar                unbounded  keep
      numeric                numeric                scale      keep
      timestamp              timestamp              precision  keep
      timestamptz            timestamptz            precision  keep
      time                   time                   precision  keep
      timetz                 timetz                 precision  keep
      timestamp              timestamptz            utc        reindex
      timestamptz            timestamp              utc        reindex
      interval               interval               interval   keep
      varbit                 varbit                 growing    keep
      bit                    varbit                 unbounded  reindex
      cidr                   inet                   any        keep
      int4                   oid                    any        reindex
      int4                   regclass,regproc,regprocedure,regoper,regoperator,regtype,regrole,regnamespace,regconfig,regdictionary,regcollation any reindex
      oid                    int4                   any        reindex
      regclass,regproc,regprocedure,regoper,regoperator,regtype,regrole,regnamespace,regconfig,regdictionary,regcollation int4 any reindex
      oid                    regclass,regproc,regprocedure,regoper,regoperator,regtype,regrole,regnamespace,regconfig,regdictionary,regcollation any keep
      regclass,regproc,regprocedure,regoper,regoperator,regtype,regrole,regnamespace,regconfig,regdictionary,regcollation oid any keep
      """;

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern COMMA = Pattern.compile(",");

  private record Row(ModifierRule modifiers, TypeChange change) {}

  private static final Map<String, Row> TABLE = parse(ROWS);

  private TypeMatrix() {}

  private static Map<String, Row> parse(String rows) {
    Map<String, Row> table = new HashMap<>();
    for (String line : rows.lines().toList()) {
      List<String> words = SPACE.splitAsStream(line.strip()).toList();
      var row =
          new Row(
              ModifierRule.valueOf(words.get(2).toUpperCase(Locale.ROOT)),
              TypeChange.valueOf(words.get(3).toUpperCase(Locale.ROOT)));
      for (String from : COMMA.splitAsStream(words.get(0)).toList()) {
        for (String to : COMMA.splitAsStream(words.get(1)).toList()) {
          table.put(key(from, to), row);
        }
      }
    }
    return Map.copyOf(table);
  }

  private static String key(String from, String to) {
    return from + ">" + to;
  }

  /**
   * The change between two types that are no domains.
   *
   * @param timeZone the session's TimeZone
   */
  static TypeChange change(TypeName from, TypeName to, String timeZone) {
    var source = from.name().name();
    var target = to.name().name();
    if (from.isArray() || to.isArray()) {
      // The modifiers of an array's elements may only be taken away.
      boolean same = from.isArray() && to.isArray() && source.equals(target);
      return same && (to.modifiers().isEmpty() || modifiers(to).equals(modifiers(from)))
          ? TypeChange.KEEP
          : TypeChange.REWRITE;
    }
    if (source.equals(target) && modifiers(from).equals(modifiers(to))) {
      return TypeChange.KEEP;
    }
    var row = TABLE.get(key(source, target));
    return row != null && row.modifiers().holds(modifiers(from), modifiers(to), timeZone)
        ? row.change()
        : TypeChange.REWRITE;
  }

  /** The modifiers with what PostgreSQL adds where nothing is written. */
  private static List<String> modifiers(TypeName type) {
    var written = type.modifiers();
    return switch (type.name().name()) {
      case "bit" -> written.isEmpty() ? List.of("1") : written;
      case "numeric" -> written.size() == 1 ? List.of(written.get(0), "0") : written;
      default -> written;
    };
  }
}
