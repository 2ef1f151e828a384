package io.safeddl.run;

import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements that find nothing to do: {@code CREATE … IF NOT EXISTS} of what is there, {@code DROP
 * … IF EXISTS} of what is not. Many migrations that have nothing else in common begin with the same
 * one ({@code CREATE EXTENSION IF NOT EXISTS …}), and the server lets them pass side by side.
 */
final class AlreadySo {
  private static final String RELATION = "pg_catalog.to_regclass(?) IS NOT NULL";
  private static final String TYPE = "pg_catalog.to_regtype(?) IS NOT NULL";
  private static final String SCHEMA = "pg_catalog.to_regnamespace(?) IS NOT NULL";
  private static final String EXTENSION =
      "EXISTS (SELECT 1 FROM pg_catalog.pg_extension e WHERE e.extname = ?)";

  private AlreadySo() {}

  /**
   * True for such a statement; false also where it cannot be told.
   *
   * @param path the schemas in which its names are looked up
   */
  static boolean is(Session session, SourceStatement source, Statement statement, String path)
      throws SQLException {
    if (statement instanceof Statement.Drop drop) {
      var question = question(drop.kind());
      return drop.ifExists()
          && question != null
          && !drop.names().isEmpty()
          && !anyIsThere(
              session, question, drop.names().stream().map(name -> name.toSql()).toList());
    }
    int name = behindIfNotExists(source.tokens());
    if (name == 0) {
      return false;
    }
    if (statement instanceof Statement.CreateSchema schema) {
      return schema.name() != null && anyIsThere(session, SCHEMA, List.of(quoted(schema.name())));
    }
    if (statement instanceof Statement.Other other) {
      return other.tag().equals("CREATE EXTENSION")
          && name < source.tokens().size()
          && anyIsThere(session, EXTENSION, List.of(source.tokens().get(name).value()));
    }
    return !(statement instanceof Statement.CreateIndex)
        && anyIsThere(session, RELATION, Made.of(statement, path).relations());
  }

  private static @Nullable String question(ObjectKind kind) {
    return switch (kind) {
      case TABLE, FOREIGN_TABLE, INDEX, VIEW, MATERIALIZED_VIEW, SEQUENCE -> RELATION;
      case TYPE, DOMAIN -> TYPE;
      case SCHEMA -> SCHEMA;
      default -> null;
    };
  }

  private static boolean anyIsThere(Session session, String question, List<String> names)
      throws SQLException {
    for (String name : names) {
      if (session.ask(question, name)) {
        return true;
      }
    }
    return false;
  }

  private static String quoted(String name) {
    return QualifiedName.of(name).toSql();
  }

  /** Where the name begins behind CREATE … IF NOT EXISTS, or 0. */
  private static int behindIfNotExists(List<Token> tokens) {
    if (tokens.isEmpty() || !tokens.get(0).is("create")) {
      return 0;
    }
    for (int i = 2; i + 3 < tokens.size() && i < 6; i++) {
      if (tokens.get(i).is("if") && tokens.get(i + 1).is("not") && tokens.get(i + 2).is("exists")) {
        return i + 3;
      }
    }
    return 0;
  }
}
