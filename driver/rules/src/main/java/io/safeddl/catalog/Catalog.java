package io.safeddl.catalog;

import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.Statement.SetParameter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known about the database that a statement will run in. The answers must not change during
 * the judgement of one statement; they are read fresh for the next one.
 *
 * <p>Names without a schema are looked up along the search path.
 */
public interface Catalog {
  /** The server's version as {@code server_version_num} gives it, for instance 180004. */
  int serverVersionNum();

  /** The major version, for instance 18. */
  default int majorVersion() {
    return serverVersionNum() / 10000;
  }

  /** The session's TimeZone setting, which decides whether timestamp to timestamptz rewrites. */
  String timeZone();

  /**
   * True where a relation that is not known does not exist: the catalog of a connected database.
   */
  default boolean isComplete() {
    return false;
  }

  /**
   * The schemas in which names without one are looked up, in order, without those that are implied
   * ({@code pg_temp}, {@code pg_catalog}); new objects go into the first.
   */
  default List<String> searchPath() {
    return List.of("public");
  }

  /**
   * False where the search path names {@code pg_catalog} behind another schema, in which a type or
   * function may then hide a built-in one of the same name.
   */
  default boolean builtInsFirst() {
    return true;
  }

  /**
   * The search path as it is set, the current role's schema written {@code $user}: what it means to
   * another role.
   */
  default List<String> searchPathSetting() {
    return List.of("$user", "public");
  }

  /** False where it is not known what a name without a schema means. */
  default boolean pathIsKnown() {
    return true;
  }

  /** The current role, or "" where it is not known. */
  default String user() {
    return "";
  }

  /** False for a schema that is known not to be there. */
  default boolean hasSchema(String name) {
    return true;
  }

  /** A table, partition, index, view, sequence or foreign table, or empty where none is known. */
  Optional<Relation> relation(QualifiedName name);

  /** False for a relation that may have indexes and constraints which are not told. */
  default boolean knowsAllOf(QualifiedName relation) {
    return true;
  }

  /** A type or domain that is not built in, or empty where none is known. */
  Optional<TypeInfo> type(QualifiedName name);

  /** The worst volatility of all functions of that name; UNKNOWN where none is known. */
  Volatility volatility(QualifiedName function);

  /** The bodies of the procedures of that name that a CALL could mean; those that are known. */
  default List<Procedure> procedures(QualifiedName name) {
    return List.of();
  }

  /** False where there may be procedures that are not known. */
  default boolean knowsProcedures() {
    return isComplete();
  }

  /**
   * A procedure.
   *
   * @param language of its body, for instance {@code plpgsql}
   * @param body its text
   * @param settings its SET clauses
   */
  record Procedure(String language, String body, List<SetParameter> settings) {
    public Procedure {
      settings = List.copyOf(settings);
    }
  }

  /**
   * The worst volatility of all operators of that name; UNKNOWN where none is known.
   *
   * @param symbol without a schema
   */
  default Volatility operator(String symbol) {
    return Volatility.UNKNOWN;
  }

  /**
   * The worst volatility of the functions of all casts that are not built in; IMMUTABLE where there
   * are none, UNKNOWN where it is not known.
   */
  default Volatility casts() {
    return Volatility.UNKNOWN;
  }

  /**
   * How many rows the planner expects a data statement to write, of all tables; empty where nobody
   * can be asked, or the statement cannot be planned. Nothing is executed.
   *
   * @param statement one INSERT, UPDATE, DELETE or MERGE
   */
  default OptionalLong estimatedRows(String statement) {
    return OptionalLong.empty();
  }

  /** The tables with a column of this domain, or of a domain over it. */
  List<Relation> tablesUsing(QualifiedName domain);

  /**
   * Whose constraints of that name there are in the schema: tables, and domains. PostgreSQL chooses
   * no name that any constraint of the schema has ({@code ChooseConstraintName}).
   */
  default List<QualifiedName> constraintsNamed(String schema, String name) {
    return List.of();
  }

  /** The relations in a schema (for REINDEX SCHEMA, DROP SCHEMA); an empty list where unknown. */
  List<Relation> relationsIn(String schema);
}
