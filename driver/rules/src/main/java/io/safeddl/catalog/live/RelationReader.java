package io.safeddl.catalog.live;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes relations of the rows of {@code relation.sql}. */
final class RelationReader {
  private final CatalogSession session;

  RelationReader(CatalogSession session) {
    this.session = session;
  }

  Relation read(ResultSet row) throws SQLException {
    var columns = new LinkedHashMap<Integer, Column>();
    for (var c : table(row, "columns")) {
      columns.put(Integer.valueOf(text(c, 0)), column(c));
    }
    var partitionKey = names(row.getString("partition_columns"), columns);
    var partitionExpressions = row.getString("partition_expressions");
    if (partitionExpressions != null || partitionKey.contains("")) {
      partitionKey = IndexColumns.with(partitionKey, partitionExpressions, columns.values());
    }
    if (row.getBoolean("partition_special")) {
      partitionKey = Stream.concat(Stream.of(""), partitionKey.stream()).distinct().toList();
    }
    var parents = qualifiedNames(table(row, "parents"));
    var tableName = row.getString("table_name");
    return new Relation(
        row.getLong("oid"),
        QualifiedName.of(row.getString("schema"), row.getString("name")),
        kind(row.getString("kind")),
        row.getString("owner"),
        row.getBoolean("temporary"),
        createdInTransaction(row),
        row.getLong("bytes"),
        row.getDouble("tuples"),
        List.copyOf(columns.values()),
        table(row, "constraints").stream().map(c -> constraint(c, columns)).toList(),
        table(row, "indexes").stream().map(i -> index(i, columns)).toList(),
        parents.isEmpty() ? null : parents.get(0),
        row.getBoolean("partition"),
        row.getString("bound"),
        partitionKey,
        qualifiedNames(table(row, "children")),
        table(row, "referencing").stream()
            .map(
                r ->
                    new Relation.ReferencingKey(
                        QualifiedName.of(text(r, 0), text(r, 1)), text(r, 2)))
            .toList(),
        tableName == null ? null : QualifiedName.of(row.getString("table_schema"), tableName));
  }

  private boolean createdInTransaction(ResultSet row) throws SQLException {
    var transaction = row.getString("transaction");
    var writers = row.getArray("writers");
    if (transaction == null || writers == null) {
      return false;
    }
    return new Authorship(
            Long.parseLong(transaction), Long.parseLong(row.getString("horizon")), this::isRunning)
        .wrote((String[]) writers.getArray());
  }

  private boolean isRunning(long transaction) {
    return session
        .read("a transaction", CatalogQueries.status(transaction), r -> r.getString(1))
        .contains("in progress");
  }

  private static Column column(@Nullable String[] c) {
    var collationSchema = c[7];
    var collation = c[8];
    return new Column(
        text(c, 1),
        TypeNameReader.read(text(c, 3), text(c, 4), flag(c, 5), text(c, 2)),
        flag(c, 6),
        collation == null || collationSchema == null || collationSchema.isEmpty()
            ? collation
            : Identifiers.quote(collationSchema) + "." + Identifiers.quote(collation),
        switch (text(c, 9)) {
          case "s" -> Column.Generated.STORED;
          case "v" -> Column.Generated.VIRTUAL;
          default -> Column.Generated.NO;
        },
        !text(c, 10).isEmpty(),
        flag(c, 11) && c[12] == null ? Column.UNREADABLE : c[12]);
  }

  private static Constraint constraint(@Nullable String[] c, Map<Integer, Column> columns) {
    var definition = c[3];
    var referencedTable = c[9];
    return new Constraint(
        text(c, 0),
        switch (text(c, 1)) {
          case "c" -> Constraint.Kind.CHECK;
          case "f" -> Constraint.Kind.FOREIGN_KEY;
          case "n" -> Constraint.Kind.NOT_NULL;
          case "p" -> Constraint.Kind.PRIMARY_KEY;
          case "u" -> Constraint.Kind.UNIQUE;
          case "x" -> Constraint.Kind.EXCLUDE;
          case "t" -> Constraint.Kind.TRIGGER;
          default -> throw new IllegalStateException("pg_constraint.contype " + text(c, 1));
        },
        names(c[2], columns),
        definition == null ? "" : definition,
        c[4],
        flag(c, 5),
        flag(c, 6),
        flag(c, 7),
        referencedTable == null ? null : QualifiedName.of(c[8], referencedTable),
        ArrayText.parse(c[10]),
        c[11]);
  }

  private static Index index(@Nullable String[] i, Map<Integer, Column> columns) {
    var all = names(i[8], columns);
    var keys = all.subList(0, Integer.parseInt(text(i, 9)));
    var definition = i[15];
    var bytes = i[16];
    return new Index(
        Long.parseLong(text(i, 0)),
        QualifiedName.of(text(i, 1), text(i, 2)),
        text(i, 3),
        flag(i, 4),
        flag(i, 5),
        flag(i, 6),
        flag(i, 7),
        List.copyOf(keys),
        List.copyOf(all.subList(keys.size(), all.size())),
        flag(i, 10) ? IndexColumns.mentioned(i[11], i[12], i[13], all, columns) : List.of(),
        i[14],
        definition == null ? "" : definition,
        bytes == null ? -1 : Long.parseLong(bytes));
  }

  /** Column numbers to names; an expression has number 0 and gives an empty name. */
  private static List<String> names(@Nullable String numbers, Map<Integer, Column> columns) {
    var names = new ArrayList<String>();
    for (var number : ArrayText.numbers(numbers)) {
      var column = columns.get(number);
      names.add(column == null ? "" : column.name());
    }
    return names;
  }

  private static List<QualifiedName> qualifiedNames(List<@Nullable String[]> rows) {
    return rows.stream().map(r -> QualifiedName.of(text(r, 0), text(r, 1))).toList();
  }

  private static Relation.Kind kind(String relkind) {
    return switch (relkind) {
      case "r", "t" -> Relation.Kind.TABLE;
      case "p" -> Relation.Kind.PARTITIONED_TABLE;
      case "i" -> Relation.Kind.INDEX;
      case "I" -> Relation.Kind.PARTITIONED_INDEX;
      case "v" -> Relation.Kind.VIEW;
      case "m" -> Relation.Kind.MATERIALIZED_VIEW;
      case "S" -> Relation.Kind.SEQUENCE;
      case "f" -> Relation.Kind.FOREIGN_TABLE;
      case "c" -> Relation.Kind.COMPOSITE_TYPE;
      default -> throw new IllegalStateException("pg_class.relkind " + relkind);
    };
  }

  private static List<@Nullable String[]> table(ResultSet row, String column) throws SQLException {
    var array = row.getArray(column);
    return array == null ? List.of() : Arrays.asList((@Nullable String[][]) array.getArray());
  }

  private static boolean flag(@Nullable String[] fields, int index) {
    return "true".equals(fields[index]);
  }

  private static String text(@Nullable String[] fields, int index) {
    var text = fields[index];
    if (text == null) {
      throw new IllegalStateException("the catalog gives no field " + index);
    }
    return text;
  }
}
