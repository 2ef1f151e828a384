package io.safeddl.sql;

import io.safeddl.sql.tree.Embedded;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What leaves tables alone, and is recognised by its first words: all commands of the manual's part
 * VI, versions 14 to 18, that have no reader of their own. What follows these words is the server's
 * to check; whatever it is, it cannot become another command.
 */
final class OtherReader {
  /** The first word of a kind of object, and all spellings that begin with it: words, tag. */
  private static final Map<String, List<Kind>> CREATE =
      Kind.index(
          "ACCESS METHOD, AGGREGATE, CAST, COLLATION, CONVERSION, DEFAULT CONVERSION=CONVERSION,"
              + " DATABASE, EVENT TRIGGER, EXTENSION, FOREIGN DATA WRAPPER, LANGUAGE,"
              + " TRUSTED LANGUAGE=LANGUAGE, PROCEDURAL LANGUAGE=LANGUAGE,"
              + " TRUSTED PROCEDURAL LANGUAGE=LANGUAGE, OPERATOR CLASS, OPERATOR FAMILY, OPERATOR,"
              + " ROLE, USER MAPPING, USER=ROLE, GROUP=ROLE, SERVER, SUBSCRIPTION, TABLESPACE,"
              + " TEXT SEARCH CONFIGURATION, TEXT SEARCH DICTIONARY, TEXT SEARCH PARSER,"
              + " TEXT SEARCH TEMPLATE, TRANSFORM");

  private static final Map<String, List<Kind>> ALTER =
      Kind.index(
          "AGGREGATE, COLLATION, CONVERSION, DATABASE, DEFAULT PRIVILEGES, EVENT TRIGGER, EXTENSION,"
              + " FOREIGN DATA WRAPPER, FUNCTION, PROCEDURE, ROUTINE, GROUP=ROLE, LANGUAGE,"
              + " PROCEDURAL LANGUAGE=LANGUAGE, LARGE OBJECT, OPERATOR CLASS, OPERATOR FAMILY,"
              + " OPERATOR, ROLE, USER MAPPING, USER=ROLE, SERVER, STATISTICS, SUBSCRIPTION, SYSTEM,"
              + " TABLESPACE, TEXT SEARCH CONFIGURATION, TEXT SEARCH DICTIONARY, TEXT SEARCH PARSER,"
              + " TEXT SEARCH TEMPLATE");

  private static final Map<String, List<Kind>> DROP =
      Kind.index(
          "ACCESS METHOD, CAST, COLLATION, CONVERSION, EVENT TRIGGER, FOREIGN DATA WRAPPER, LANGUAGE,"
              + " PROCEDURAL LANGUAGE=LANGUAGE, OPERATOR CLASS, OPERATOR FAMILY, OPERATOR,"
              + " USER MAPPING, SERVER, TEXT SEARCH CONFIGURATION, TEXT SEARCH DICTIONARY,"
              + " TEXT SEARCH PARSER, TEXT SEARCH TEMPLATE, TRANSFORM");

  private static final Map<String, List<Kind>> DROP_APART =
      Kind.index("DATABASE, ROLE, USER=ROLE, GROUP=ROLE, TABLESPACE");

  private OtherReader() {}

  /** At a verb that no other reader takes. */
  static Statement read(Cursor cursor) {
    Token verb = cursor.advance();
    return switch (verb.value()) {
      case "grant", "revoke" -> privileges(cursor, Identifiers.upper(verb.value()));
      case "notify" -> {
        cursor.name();
        if (cursor.acceptSymbol(",")) {
          cursor.string();
        }
        yield new Statement.Other("NOTIFY");
      }
      case "listen" -> {
        cursor.name();
        yield new Statement.Other("LISTEN");
      }
      case "unlisten" -> {
        if (!cursor.acceptSymbol("*")) {
          cursor.name();
        }
        yield new Statement.Other("UNLISTEN");
      }
      case "load" -> {
        cursor.string();
        yield new Statement.Other("LOAD");
      }
      case "call" -> {
        QualifiedName name = cursor.qualifiedName();
        cursor.parentheses();
        yield new Statement.Call(name, Embedded.NOTHING);
      }
      case "execute" -> {
        cursor.name();
        if (cursor.atSymbol("(")) {
          cursor.parentheses();
        }
        yield new Statement.Other("EXECUTE");
      }
      case "show" -> show(cursor);
      case "fetch", "move" -> fetch(cursor, Identifiers.upper(verb.value()));
      case "declare" -> one(cursor, "DECLARE CURSOR");
      case "checkpoint" -> checkpoint(cursor);
      case "close" -> {
        boolean all = cursor.accept("all");
        if (!all) {
          cursor.name();
        }
        yield new Statement.Other(all ? "CLOSE CURSOR ALL" : "CLOSE CURSOR");
      }
      case "deallocate" -> deallocate(cursor);
      case "discard" -> discard(cursor);
      case "security" -> {
        cursor.expect("label");
        yield one(cursor, "SECURITY LABEL");
      }
      case "reassign" -> reassign(cursor);
      case "import" -> {
        cursor.expect("foreign", "schema");
        yield one(cursor, "IMPORT FOREIGN SCHEMA");
      }
      default -> {
        cursor.moveTo(0);
        throw cursor.unexpected("the first word of a statement that PostgreSQL has");
      }
    };
  }

  private static Statement one(Cursor cursor, String tag) {
    cursor.rest();
    return new Statement.Other(tag);
  }

  private static Statement show(Cursor cursor) {
    boolean special =
        cursor.accept("all")
            || cursor.accept("time", "zone")
            || cursor.accept("transaction", "isolation", "level")
            || cursor.accept("session", "authorization");
    if (!special) {
      do {
        cursor.name();
      } while (cursor.acceptSymbol("."));
    }
    return new Statement.Other("SHOW");
  }

  /** {@code [direction [count]] [FROM | IN] cursor}; the words are names too. */
  private static Statement fetch(Cursor cursor, String tag) {
    while (!cursor.isLast()) {
      boolean direction =
          cursor.atAny("next", "prior", "first", "last", "absolute", "relative", "forward")
              || cursor.atAny("backward", "all", "from", "in")
              || cursor.atSymbol("-")
              || cursor.atSymbol("+")
              || cursor.peek().kind() == Token.Kind.NUMBER;
      if (!direction) {
        break;
      }
      cursor.advance();
    }
    cursor.name();
    return new Statement.Other(tag);
  }

  /** Up to 17 without options; 18 and later have {@code (FLUSH_UNLOGGED)} and the like. */
  private static Statement checkpoint(Cursor cursor) {
    if (cursor.atSymbol("(")) {
      cursor.parentheses();
    }
    return new Statement.Other("CHECKPOINT");
  }

  private static Statement deallocate(Cursor cursor) {
    cursor.accept("prepare");
    boolean all = cursor.accept("all");
    if (!all) {
      cursor.name();
    }
    return new Statement.Other(all ? "DEALLOCATE ALL" : "DEALLOCATE");
  }

  private static Statement discard(Cursor cursor) {
    if (!cursor.atAny("all", "plans", "sequences", "temp", "temporary")) {
      throw cursor.unexpected("ALL, PLANS, SEQUENCES or TEMP");
    }
    String what = Identifiers.upper(cursor.advance().value());
    return new Statement.Other("DISCARD " + (what.equals("TEMPORARY") ? "TEMP" : what));
  }

  /** Privileges on objects have ON; memberships in roles do not. */
  private static Statement privileges(Cursor cursor, String verb) {
    boolean on = false;
    boolean before = true;
    while (!cursor.done()) {
      before &= !cursor.at("to") && !cursor.at("from");
      on |= before && cursor.at("on");
      cursor.skip();
    }
    return new Statement.Other(on ? verb : verb + " ROLE");
  }

  /** Behind {@code CREATE [OR REPLACE]}. */
  static Statement create(Cursor cursor) {
    String tag = "CREATE " + kind(cursor, CREATE);
    return one(cursor, tag);
  }

  /** Behind {@code ALTER}. */
  static Statement alter(Cursor cursor) {
    String tag = "ALTER " + kind(cursor, ALTER);
    return one(cursor, tag);
  }

  /** Behind {@code DROP}. */
  static Statement drop(Cursor cursor) {
    if (cursor.accept("owned", "by")) {
      roles(cursor);
      if (!cursor.accept("cascade")) {
        cursor.accept("restrict");
      }
      return new Statement.Owned(true);
    }
    if (DROP_APART.containsKey(cursor.peek().value()) && !cursor.at("user", "mapping")) {
      return one(cursor, "DROP " + kind(cursor, DROP_APART));
    }
    String tag = "DROP " + kind(cursor, DROP);
    boolean ifExists = cursor.acceptIfExists();
    boolean cascade = cursor.endsWith("cascade");
    cursor.rest();
    return new Statement.Drop(ObjectKind.OTHER, List.of(), ifExists, false, cascade, null, tag);
  }

  private static Statement reassign(Cursor cursor) {
    cursor.expect("owned", "by");
    roles(cursor);
    cursor.expect("to");
    cursor.label();
    return new Statement.Owned(false);
  }

  private static void roles(Cursor cursor) {
    do {
      cursor.label(); // CURRENT_USER and the like too
    } while (cursor.acceptSymbol(","));
  }

  private static String kind(Cursor cursor, Map<String, List<Kind>> kinds) {
    Token first = cursor.peek();
    if (first.kind() == Token.Kind.WORD) {
      for (Kind kind : kinds.getOrDefault(first.value(), List.of())) {
        if (cursor.accept(kind.words)) {
          return kind.tag;
        }
      }
    }
    throw cursor.unexpected("a kind of object that PostgreSQL has");
  }

  /** JDBC's escape for calls: {@code {call f(…)}} and {@code {? = call f(…)}}. */
  static Statement jdbcCall(Cursor cursor) {
    cursor.expectSymbol("{");
    if (cursor.peek().kind() == Token.Kind.PARAMETER) {
      cursor.advance();
      cursor.expectSymbol("=");
    }
    cursor.expect("call");
    QualifiedName name = cursor.qualifiedName();
    if (cursor.atSymbol("(")) {
      cursor.parentheses();
    }
    cursor.expectSymbol("}");
    return new Statement.Call(name, Embedded.NOTHING);
  }

  private static final class Kind {
    private final String[] words;
    private final String tag;

    Kind(String[] words, String tag) {
      this.words = words;
      this.tag = tag;
    }

    /** By first word, in the order of the list: longer spellings stand before shorter ones. */
    static Map<String, List<Kind>> index(String list) {
      return Arrays.stream(list.split(", "))
          .map(
              entry -> {
                String spelling =
                    entry.substring(
                        0, entry.indexOf('=') < 0 ? entry.length() : entry.indexOf('='));
                String tag = entry.substring(entry.indexOf('=') + 1);
                return new Kind(Identifiers.fold(spelling).split(" "), tag);
              })
          .collect(Collectors.groupingBy(kind -> kind.words[0]));
    }
  }
}
