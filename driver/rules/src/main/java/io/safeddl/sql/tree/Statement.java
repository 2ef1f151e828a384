package io.safeddl.sql.tree;

import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One SQL statement as the reader understood it. A statement that may change tables has a record of
 * its own; one that is known to leave them alone is an {@link Other}; a verb that is not known is
 * an {@link Unrecognized}, which is never let through.
 */
public sealed interface Statement {
  /** The command tag that PostgreSQL would report, for instance {@code ALTER TABLE}. */
  String tag();

  /**
   * {@code CREATE TABLE}.
   *
   * @param temporary TEMP, or in schema {@code pg_temp}
   * @param untilCommit {@code ON COMMIT DROP}
   * @param likes sources of {@code LIKE} clauses
   * @param likesMore one of them includes more than columns and NOT NULL
   * @param parents {@code INHERITS} tables
   * @param partitionOf the parent of {@code PARTITION OF}, or null
   * @param partitionedBy true with {@code PARTITION BY}
   * @param partitionKey its columns; an expression, an operator class or a collation is an empty
   *     name, and the columns that an expression mentions follow
   * @param ofType the type of {@code OF type}, or null
   */
  record CreateTable(
      QualifiedName name,
      boolean temporary,
      boolean untilCommit,
      boolean unlogged,
      boolean ifNotExists,
      List<ColumnDefinition> columns,
      List<TableConstraint> constraints,
      List<QualifiedName> likes,
      boolean likesMore,
      List<QualifiedName> parents,
      @Nullable QualifiedName partitionOf,
      @Nullable PartitionBound bound,
      boolean partitionedBy,
      List<String> partitionKey,
      @Nullable QualifiedName ofType,
      boolean foreign)
      implements Statement {
    @Override
    public String tag() {
      return foreign ? "CREATE FOREIGN TABLE" : "CREATE TABLE";
    }
  }

  /**
   * {@code CREATE TABLE … AS}, {@code SELECT … INTO}: a new table filled by a query.
   *
   * @param untilCommit {@code ON COMMIT DROP}
   * @param query without {@code WITH [NO] DATA}; for SELECT INTO the whole statement
   * @param withData false for {@code WITH NO DATA}
   */
  record CreateTableAs(
      QualifiedName name,
      boolean temporary,
      boolean untilCommit,
      boolean ifNotExists,
      Expression query,
      boolean selectInto,
      boolean withData)
      implements Statement {
    @Override
    public String tag() {
      return selectInto ? "SELECT INTO" : "CREATE TABLE AS";
    }
  }

  /**
   * {@code ALTER TABLE}, and the other ALTERs of relations that share its actions.
   *
   * @param kind TABLE, INDEX, VIEW, MATERIALIZED_VIEW, SEQUENCE or FOREIGN_TABLE, as written
   * @param only {@code ONLY} was written
   */
  record AlterTable(
      ObjectKind kind,
      QualifiedName name,
      boolean only,
      boolean ifExists,
      List<AlterAction> actions)
      implements Statement {
    @Override
    public String tag() {
      return "ALTER " + kind.keyword();
    }
  }

  /** {@code ALTER { TABLE | INDEX | MATERIALIZED VIEW } ALL IN TABLESPACE … SET TABLESPACE}. */
  record AlterAllInTablespace(ObjectKind kind) implements Statement {
    @Override
    public String tag() {
      return "ALTER " + kind.keyword();
    }
  }

  /**
   * {@code DROP} of anything but a role, database or tablespace.
   *
   * @param names what is dropped; empty where the kind is OTHER
   * @param on the table of a trigger, rule or policy, else null
   */
  record Drop(
      ObjectKind kind,
      List<QualifiedName> names,
      boolean ifExists,
      boolean concurrently,
      boolean cascade,
      @Nullable QualifiedName on,
      String tag)
      implements Statement {}

  /**
   * {@code CREATE INDEX}.
   *
   * @param name null where PostgreSQL is to choose
   * @param only {@code ON ONLY}
   * @param where the partial index's predicate, or null
   * @param indexKeyword the token {@code INDEX}, behind which {@code CONCURRENTLY} stands
   * @param onKeyword the token {@code ON}
   */
  record CreateIndex(
      @Nullable QualifiedName name,
      QualifiedName table,
      boolean unique,
      boolean concurrently,
      boolean ifNotExists,
      boolean only,
      String method,
      List<IndexElement> elements,
      List<String> include,
      boolean nullsNotDistinct,
      @Nullable Expression where,
      Span indexKeyword,
      Span onKeyword)
      implements Statement {
    @Override
    public String tag() {
      return "CREATE INDEX";
    }
  }

  /**
   * {@code REINDEX}.
   *
   * @param target INDEX, TABLE, SCHEMA, DATABASE or SYSTEM
   * @param name null for DATABASE or SYSTEM without a name
   * @param targetKeyword the token of {@code target}, behind which {@code CONCURRENTLY} stands
   */
  record Reindex(
      String target, @Nullable QualifiedName name, boolean concurrently, Span targetKeyword)
      implements Statement {
    @Override
    public String tag() {
      return "REINDEX";
    }
  }

  /** {@code CLUSTER}; {@code table} is null for all clustered tables. */
  record Cluster(@Nullable QualifiedName table) implements Statement {
    @Override
    public String tag() {
      return "CLUSTER";
    }
  }

  /** {@code VACUUM}; no tables means all of the database. */
  record Vacuum(List<QualifiedName> tables, boolean full) implements Statement {
    @Override
    public String tag() {
      return "VACUUM";
    }
  }

  /** {@code ANALYZE}. */
  record Analyze(List<QualifiedName> tables) implements Statement {
    @Override
    public String tag() {
      return "ANALYZE";
    }
  }

  /** {@code TRUNCATE}. */
  record Truncate(List<QualifiedName> tables, boolean only, boolean cascade) implements Statement {
    @Override
    public String tag() {
      return "TRUNCATE TABLE";
    }
  }

  /**
   * {@code LOCK TABLE}; {@code mode} as in the manual, {@code ACCESS EXCLUSIVE} where not written.
   */
  record LockTable(List<QualifiedName> tables, boolean only, String mode, boolean nowait)
      implements Statement {
    @Override
    public String tag() {
      return "LOCK TABLE";
    }
  }

  /**
   * {@code CREATE [OR REPLACE] [CONSTRAINT] TRIGGER}.
   *
   * @param from the referenced table of a constraint trigger, or null
   */
  record CreateTrigger(
      String name, QualifiedName table, @Nullable QualifiedName from, boolean replace)
      implements Statement {
    @Override
    public String tag() {
      return "CREATE TRIGGER";
    }
  }

  /** {@code CREATE [OR REPLACE] RULE}. */
  record CreateRule(String name, QualifiedName table) implements Statement {
    @Override
    public String tag() {
      return "CREATE RULE";
    }
  }

  /** {@code CREATE POLICY} or {@code ALTER POLICY}. */
  record Policy(String name, QualifiedName table, boolean create) implements Statement {
    @Override
    public String tag() {
      return create ? "CREATE POLICY" : "ALTER POLICY";
    }
  }

  /**
   * {@code ALTER TRIGGER | RULE | POLICY … ON table RENAME TO}, and {@code DEPENDS ON EXTENSION}.
   */
  record AlterTableObject(ObjectKind kind, String name, QualifiedName table) implements Statement {
    @Override
    public String tag() {
      return "ALTER " + kind.keyword();
    }
  }

  /** {@code CREATE TYPE}: composite, enum, range, base or shell. */
  record CreateType(QualifiedName name, Form form, List<ColumnDefinition> attributes)
      implements Statement {
    /** What kind of type. */
    public enum Form {
      COMPOSITE,
      ENUM,
      RANGE,
      BASE
    }

    @Override
    public String tag() {
      return "CREATE TYPE";
    }
  }

  /**
   * {@code ALTER TYPE}.
   *
   * @param form ADD VALUE, RENAME VALUE, ADD ATTRIBUTE, DROP ATTRIBUTE, ALTER ATTRIBUTE, RENAME
   *     ATTRIBUTE, RENAME TO, SET SCHEMA, OWNER TO, SET; several attribute actions give the first's
   * @param value the enum value added or renamed, or null
   * @param cascade {@code CASCADE} on an attribute action
   */
  record AlterType(QualifiedName name, String form, @Nullable String value, boolean cascade)
      implements Statement {
    @Override
    public String tag() {
      return "ALTER TYPE";
    }
  }

  /** {@code CREATE DOMAIN}; {@code constrained} with any CHECK or NOT NULL. */
  record CreateDomain(
      QualifiedName name, TypeName base, @Nullable Expression defaultValue, boolean constrained)
      implements Statement {
    @Override
    public String tag() {
      return "CREATE DOMAIN";
    }
  }

  /**
   * {@code ALTER DOMAIN}.
   *
   * @param form SET DEFAULT, DROP DEFAULT, SET NOT NULL, DROP NOT NULL, ADD CONSTRAINT, DROP
   *     CONSTRAINT, RENAME CONSTRAINT, VALIDATE CONSTRAINT, OWNER TO, RENAME TO, SET SCHEMA
   * @param notValid {@code ADD … NOT VALID}
   */
  record AlterDomain(QualifiedName name, String form, boolean notValid) implements Statement {
    @Override
    public String tag() {
      return "ALTER DOMAIN";
    }
  }

  /** {@code CREATE SEQUENCE}; {@code ownedBy} is the table of OWNED BY, or null. */
  record CreateSequence(QualifiedName name, boolean temporary, @Nullable QualifiedName ownedBy)
      implements Statement {
    @Override
    public String tag() {
      return "CREATE SEQUENCE";
    }
  }

  /** {@code CREATE [OR REPLACE] VIEW}. */
  record CreateView(QualifiedName name, boolean replace, boolean temporary, Expression query)
      implements Statement {
    @Override
    public String tag() {
      return "CREATE VIEW";
    }
  }

  /** {@code CREATE MATERIALIZED VIEW}. */
  record CreateMaterializedView(
      QualifiedName name, boolean ifNotExists, Expression query, boolean withData)
      implements Statement {
    @Override
    public String tag() {
      return "CREATE MATERIALIZED VIEW";
    }
  }

  /** {@code REFRESH MATERIALIZED VIEW}. */
  record RefreshMaterializedView(QualifiedName name, boolean concurrently, boolean withData)
      implements Statement {
    @Override
    public String tag() {
      return "REFRESH MATERIALIZED VIEW";
    }
  }

  /** {@code CREATE STATISTICS}; {@code table} may be null where it is not a plain table. */
  record CreateStatistics(@Nullable QualifiedName table) implements Statement {
    @Override
    public String tag() {
      return "CREATE STATISTICS";
    }
  }

  /** {@code CREATE | ALTER PUBLICATION} with the tables it names. */
  record Publication(List<QualifiedName> tables, boolean create) implements Statement {
    @Override
    public String tag() {
      return create ? "CREATE PUBLICATION" : "ALTER PUBLICATION";
    }
  }

  /** {@code COMMENT ON kind name}; {@code relation} where that is a relation or belongs to one. */
  record Comment(ObjectKind kind, @Nullable QualifiedName relation) implements Statement {
    @Override
    public String tag() {
      return "COMMENT";
    }
  }

  /**
   * {@code CREATE [OR REPLACE] FUNCTION | PROCEDURE}; the body does not run now.
   *
   * @param body the text of the body, or null where it is a library's symbol
   * @param settings its SET clauses, which hold while the body runs
   */
  record CreateRoutine(
      QualifiedName name,
      boolean procedure,
      String language,
      @Nullable String body,
      List<SetParameter> settings)
      implements Statement {
    public CreateRoutine {
      settings = List.copyOf(settings);
    }

    @Override
    public String tag() {
      return procedure ? "CREATE PROCEDURE" : "CREATE FUNCTION";
    }
  }

  /** A statement whose body runs now. */
  sealed interface Block extends Statement {
    Embedded body();
  }

  /** {@code DO}, and what {@code psql} runs of a query's result. */
  record DoBlock(String language, Embedded body) implements Block {
    /** The language of what {@code psql} runs by {@code \gexec}. */
    public static final String PSQL = "psql";

    @Override
    public String tag() {
      return "DO";
    }
  }

  /**
   * The body of a procedure that has SET clauses.
   *
   * @param settings what holds while the body runs, and is as it was behind it
   * @param inner the body without them
   */
  record Confined(List<SetParameter> settings, Embedded inner) implements Block {
    public Confined {
      settings = List.copyOf(settings);
    }

    /** The body behind what is set for it. */
    @Override
    public Embedded body() {
      return new Embedded(List.copyOf(settings), List.of(), false).and(inner);
    }

    @Override
    public String tag() {
      return "CALL";
    }
  }

  /**
   * {@code CALL}.
   *
   * @param body what is known of the procedure's; the text of the statement says nothing
   */
  record Call(QualifiedName name, Embedded body) implements Block {
    @Override
    public String tag() {
      return "CALL";
    }
  }

  /**
   * {@code INSERT}, {@code UPDATE}, {@code DELETE}, {@code MERGE}, {@code SELECT}, {@code VALUES},
   * {@code TABLE}, {@code WITH}.
   *
   * @param tag {@code WITH} statements carry the tag of their outer statement
   * @param target the table written to, or null for a query without data-changing parts
   * @param hasWhere a top-level WHERE of an UPDATE or DELETE
   * @param fromQuery {@code INSERT … SELECT}
   * @param text the statement's text
   * @param writes the data-changing parts of its WITH clause; a SELECT with such parts has the
   *     first one's target, and {@code hasWhere} where all of them have it
   */
  record Data(
      String tag,
      @Nullable QualifiedName target,
      boolean hasWhere,
      boolean fromQuery,
      Expression text,
      List<Data> writes)
      implements Statement {
    public Data {
      writes = List.copyOf(writes);
    }

    /** A statement without data-changing parts in a WITH clause. */
    public Data(
        String tag,
        @Nullable QualifiedName target,
        boolean hasWhere,
        boolean fromQuery,
        Expression text) {
      this(tag, target, hasWhere, fromQuery, text, List.of());
    }
  }

  /**
   * {@code REASSIGN OWNED} and {@code DROP OWNED}: of whatever the roles own in the database.
   *
   * @param drop whether it is dropped, and the roles' rights with it
   */
  record Owned(boolean drop) implements Statement {
    @Override
    public String tag() {
      return drop ? "DROP OWNED" : "REASSIGN OWNED";
    }
  }

  /**
   * {@code COPY}; {@code table} is null for {@code COPY (query)}, {@code query} otherwise.
   *
   * @param program the program that the server runs, or null
   */
  record Copy(
      @Nullable QualifiedName table,
      boolean from,
      @Nullable Statement query,
      @Nullable String program)
      implements Statement {
    @Override
    public String tag() {
      return "COPY";
    }
  }

  /** {@code EXPLAIN}; with ANALYZE the inner statement runs. */
  record Explain(boolean analyze, Statement inner) implements Statement {
    @Override
    public String tag() {
      return "EXPLAIN";
    }
  }

  /** {@code PREPARE name AS statement}. */
  record Prepare(String name, Statement inner) implements Statement {
    @Override
    public String tag() {
      return "PREPARE";
    }
  }

  /** {@code CREATE SCHEMA}, with the statements that may stand inside it. */
  record CreateSchema(@Nullable String name, List<Statement> elements) implements Statement {
    @Override
    public String tag() {
      return "CREATE SCHEMA";
    }
  }

  /** {@code ALTER SCHEMA}; {@code newName} is null for OWNER TO. */
  record AlterSchema(String name, @Nullable String newName) implements Statement {
    @Override
    public String tag() {
      return "ALTER SCHEMA";
    }
  }

  /**
   * Transaction control.
   *
   * @param chain {@code AND CHAIN}: the next transaction begins at once
   * @param tag the kind's, but {@code START TRANSACTION} where BEGIN was spelled so
   */
  record Transaction(Kind kind, @Nullable String savepoint, boolean chain, String tag)
      implements Statement {
    /** Without AND CHAIN. */
    public Transaction(Kind kind, @Nullable String savepoint) {
      this(kind, savepoint, false, kind.tag);
    }

    /** Which command. {@code END} is COMMIT, {@code ABORT} is ROLLBACK. */
    public enum Kind {
      BEGIN("BEGIN"),
      COMMIT("COMMIT"),
      ROLLBACK("ROLLBACK"),
      SAVEPOINT("SAVEPOINT"),
      RELEASE("RELEASE"),
      ROLLBACK_TO("ROLLBACK"),
      PREPARE("PREPARE TRANSACTION"),
      COMMIT_PREPARED("COMMIT PREPARED"),
      ROLLBACK_PREPARED("ROLLBACK PREPARED"),
      SET_TRANSACTION("SET"),
      SET_CONSTRAINTS("SET CONSTRAINTS");

      private final String tag;

      Kind(String tag) {
        this.tag = tag;
      }

      /** The command tag. */
      public String tag() {
        return tag;
      }

      /** True where the session's transaction is over with it, or another one begins. */
      public boolean ends() {
        return this == COMMIT || this == ROLLBACK || this == PREPARE;
      }
    }
  }

  /**
   * {@code SET} or {@code RESET} of a parameter.
   *
   * @param name lower case; {@code all} for RESET ALL; {@code role}, {@code session authorization}
   *     and {@code time zone} for the special spellings
   * @param value the value's text as written, or null for DEFAULT and RESET
   * @param reset RESET was written
   */
  record SetParameter(String name, @Nullable String value, boolean local, boolean reset)
      implements Statement {
    /** SET, or RESET where there is no value. */
    public SetParameter(String name, @Nullable String value, boolean local) {
      this(name, value, local, value == null);
    }

    @Override
    public String tag() {
      return reset ? "RESET" : "SET";
    }
  }

  /** A verb that is known to take no lock on tables that matters: GRANT, NOTIFY, SHOW, … */
  record Other(String tag) implements Statement {}

  /** No token at all: white space and comments. */
  record Empty() implements Statement {
    @Override
    public String tag() {
      return "";
    }
  }

  /**
   * A statement that the reader does not understand, or understands only in part.
   *
   * @param reason what was not understood, and where, in words for the user
   */
  record Unrecognized(String tag, String reason, Span span) implements Statement {}
}
