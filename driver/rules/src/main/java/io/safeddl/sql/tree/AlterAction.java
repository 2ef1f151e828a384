package io.safeddl.sql.tree;

import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One comma-separated action of {@code ALTER TABLE} (also of ALTER INDEX, VIEW, MATERIALIZED VIEW,
 * SEQUENCE and FOREIGN TABLE where the grammar shares it).
 */
public sealed interface AlterAction {
  /** Where it stands, without the comma. */
  Span span();

  /** The form's name as the manual writes it, for instance {@code SET NOT NULL}. */
  String form();

  record AddColumn(ColumnDefinition column, boolean ifNotExists, Span span) implements AlterAction {
    @Override
    public String form() {
      return "ADD COLUMN";
    }
  }

  record DropColumn(String column, boolean ifExists, boolean cascade, Span span)
      implements AlterAction {
    @Override
    public String form() {
      return "DROP COLUMN";
    }
  }

  record AlterColumnType(
      String column,
      TypeName type,
      @Nullable QualifiedName collation,
      @Nullable Expression using,
      Span span)
      implements AlterAction {
    @Override
    public String form() {
      return "ALTER COLUMN TYPE";
    }
  }

  record SetDefault(String column, Expression value, Span span) implements AlterAction {
    @Override
    public String form() {
      return "SET DEFAULT";
    }
  }

  record DropDefault(String column, Span span) implements AlterAction {
    @Override
    public String form() {
      return "DROP DEFAULT";
    }
  }

  record SetNotNull(String column, Span span) implements AlterAction {
    @Override
    public String form() {
      return "SET NOT NULL";
    }
  }

  record DropNotNull(String column, Span span) implements AlterAction {
    @Override
    public String form() {
      return "DROP NOT NULL";
    }
  }

  record SetExpression(String column, Expression value, Span span) implements AlterAction {
    @Override
    public String form() {
      return "SET EXPRESSION";
    }
  }

  record DropExpression(String column, boolean ifExists, Span span) implements AlterAction {
    @Override
    public String form() {
      return "DROP EXPRESSION";
    }
  }

  /** {@code ADD GENERATED … AS IDENTITY} on a column that exists. */
  record AddIdentity(String column, boolean always, Span span) implements AlterAction {
    @Override
    public String form() {
      return "ADD GENERATED AS IDENTITY";
    }
  }

  /** {@code SET GENERATED}, {@code SET sequence_option}, {@code RESTART}. */
  record AlterIdentity(String column, Span span) implements AlterAction {
    @Override
    public String form() {
      return "ALTER COLUMN SET GENERATED";
    }
  }

  record DropIdentity(String column, boolean ifExists, Span span) implements AlterAction {
    @Override
    public String form() {
      return "DROP IDENTITY";
    }
  }

  /** {@code ALTER COLUMN … SET STATISTICS}; the column may be a number on an index. */
  record SetStatistics(String column, Span span) implements AlterAction {
    @Override
    public String form() {
      return "SET STATISTICS";
    }
  }

  /** {@code ALTER COLUMN … SET (n_distinct = …)} or {@code RESET (…)}. */
  record SetAttributeOptions(String column, Span span) implements AlterAction {
    @Override
    public String form() {
      return "SET ATTRIBUTE OPTION";
    }
  }

  record SetStorage(String column, Span span) implements AlterAction {
    @Override
    public String form() {
      return "SET STORAGE";
    }
  }

  record SetCompression(String column, Span span) implements AlterAction {
    @Override
    public String form() {
      return "SET COMPRESSION";
    }
  }

  record AddConstraint(TableConstraint constraint, Span span) implements AlterAction {
    @Override
    public String form() {
      return "ADD CONSTRAINT " + constraint.kind();
    }
  }

  /**
   * {@code ALTER CONSTRAINT}.
   *
   * @param deferral null where not written
   * @param enforced null where not written (18+)
   * @param inherit null where not written (18+)
   */
  record AlterConstraint(
      String name,
      @Nullable Deferral deferral,
      @Nullable Boolean enforced,
      @Nullable Boolean inherit,
      Span span)
      implements AlterAction {
    @Override
    public String form() {
      return "ALTER CONSTRAINT";
    }
  }

  record ValidateConstraint(String name, Span span) implements AlterAction {
    @Override
    public String form() {
      return "VALIDATE CONSTRAINT";
    }
  }

  record DropConstraint(String name, boolean ifExists, boolean cascade, Span span)
      implements AlterAction {
    @Override
    public String form() {
      return "DROP CONSTRAINT";
    }
  }

  /** {@code ENABLE | DISABLE [REPLICA | ALWAYS] TRIGGER}; {@code name} is null for ALL and USER. */
  record SwitchTrigger(@Nullable String name, boolean enable, Span span) implements AlterAction {
    @Override
    public String form() {
      return enable ? "ENABLE TRIGGER" : "DISABLE TRIGGER";
    }
  }

  record SwitchRule(String name, boolean enable, Span span) implements AlterAction {
    @Override
    public String form() {
      return enable ? "ENABLE RULE" : "DISABLE RULE";
    }
  }

  /** {@code ENABLE | DISABLE | FORCE | NO FORCE ROW LEVEL SECURITY}. */
  record RowSecurity(String words, Span span) implements AlterAction {
    @Override
    public String form() {
      return words + " ROW LEVEL SECURITY";
    }
  }

  /** {@code CLUSTER ON index}, or {@code SET WITHOUT CLUSTER} (index null). */
  record ClusterOn(@Nullable String index, Span span) implements AlterAction {
    @Override
    public String form() {
      return index == null ? "SET WITHOUT CLUSTER" : "CLUSTER ON";
    }
  }

  record SetWithoutOids(Span span) implements AlterAction {
    @Override
    public String form() {
      return "SET WITHOUT OIDS";
    }
  }

  record SetTablespace(String tablespace, Span span) implements AlterAction {
    @Override
    public String form() {
      return "SET TABLESPACE";
    }
  }

  record SetLogged(boolean logged, Span span) implements AlterAction {
    @Override
    public String form() {
      return logged ? "SET LOGGED" : "SET UNLOGGED";
    }
  }

  record SetAccessMethod(String method, Span span) implements AlterAction {
    @Override
    public String form() {
      return "SET ACCESS METHOD";
    }
  }

  /** {@code SET (…)} or {@code RESET (…)}: the parameters' names, in lower case. */
  record SetOptions(List<String> names, boolean reset, Span span) implements AlterAction {
    @Override
    public String form() {
      return reset ? "RESET" : "SET";
    }
  }

  record Inherit(QualifiedName parent, boolean add, Span span) implements AlterAction {
    @Override
    public String form() {
      return add ? "INHERIT" : "NO INHERIT";
    }
  }

  /** {@code OF type}, or {@code NOT OF} (type null). */
  record OfType(@Nullable QualifiedName type, Span span) implements AlterAction {
    @Override
    public String form() {
      return type == null ? "NOT OF" : "OF";
    }
  }

  record OwnerTo(String owner, Span span) implements AlterAction {
    @Override
    public String form() {
      return "OWNER TO";
    }
  }

  /** {@code REPLICA IDENTITY { DEFAULT | FULL | NOTHING | USING INDEX name }}. */
  record ReplicaIdentity(@Nullable String index, String words, Span span) implements AlterAction {
    @Override
    public String form() {
      return "REPLICA IDENTITY";
    }
  }

  record AttachPartition(QualifiedName partition, PartitionBound bound, Span span)
      implements AlterAction {
    @Override
    public String form() {
      return "ATTACH PARTITION";
    }
  }

  record DetachPartition(
      QualifiedName partition, boolean concurrently, boolean finalizes, Span span)
      implements AlterAction {
    @Override
    public String form() {
      return finalizes
          ? "DETACH PARTITION FINALIZE"
          : concurrently ? "DETACH PARTITION CONCURRENTLY" : "DETACH PARTITION";
    }
  }

  /** {@code ALTER INDEX parent ATTACH PARTITION index}. */
  record AttachIndexPartition(QualifiedName index, Span span) implements AlterAction {
    @Override
    public String form() {
      return "ATTACH PARTITION";
    }
  }

  record RenameTo(String newName, Span span) implements AlterAction {
    @Override
    public String form() {
      return "RENAME TO";
    }
  }

  record RenameColumn(String column, String newName, Span span) implements AlterAction {
    @Override
    public String form() {
      return "RENAME COLUMN";
    }
  }

  record RenameConstraint(String name, String newName, Span span) implements AlterAction {
    @Override
    public String form() {
      return "RENAME CONSTRAINT";
    }
  }

  record SetSchema(String schema, Span span) implements AlterAction {
    @Override
    public String form() {
      return "SET SCHEMA";
    }
  }

  /** {@code [NO] DEPENDS ON EXTENSION}. */
  record DependsOnExtension(Span span) implements AlterAction {
    @Override
    public String form() {
      return "DEPENDS ON EXTENSION";
    }
  }

  /**
   * Sequence options on ALTER SEQUENCE ({@code AS bigint}, {@code RESTART}, {@code OWNED BY} …).
   */
  record SequenceOptions(Span span) implements AlterAction {
    @Override
    public String form() {
      return "SEQUENCE OPTION";
    }
  }

  /** An action that the reader does not know: the whole statement counts as unrecognized. */
  record Unrecognized(String text, Span span) implements AlterAction {
    @Override
    public String form() {
      return "UNRECOGNIZED";
    }
  }
}
