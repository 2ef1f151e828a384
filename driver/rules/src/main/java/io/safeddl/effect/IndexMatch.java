package io.safeddl.effect;

import io.safeddl.catalog.Index;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.tree.IndexElement;
import io.safeddl.sql.tree.Statement.CreateIndex;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Whether a partition already has the index that its partitioned parent is to get; it is then
 * attached, not built (manual section 5.12.2.1; measured on 14–18).
 */
public final class IndexMatch {
  private static final Pattern OPTIONS = Pattern.compile("( NULLS NOT DISTINCT)?( WITH \\(.*\\))?");

  /** Whether an index would be taken over. */
  public enum Answer {
    YES,
    NO,
    /** Expressions, predicates, operator classes or orders would have to be compared. */
    UNSURE
  }

  private IndexMatch() {}

  /**
   * Whether PostgreSQL would take this index of a partition for the wanted one of the parent
   * ({@code CompareIndexInfo}), if it is not part of another already; whether it is valid does not
   * matter to it.
   */
  public static Answer like(Index index, CreateIndex wanted) {
    var columns =
        wanted.elements().stream().map(e -> Objects.requireNonNullElse(e.column(), "")).toList();
    if (!index.method().equals(wanted.method())
        || index.unique() != wanted.unique()
        || !index.columns().equals(columns)
        || !index.includedColumns().equals(wanted.include())
        || index.partial() != (wanted.where() != null)) {
      return Answer.NO;
    }
    if (index.partial()
        || columns.contains("")
        || !wanted.elements().stream().allMatch(IndexElement::plain)) {
      return Answer.UNSURE;
    }
    return like(index, columns, wanted.include(), wanted.nullsNotDistinct());
  }

  /** The same for the index of a key: even for a primary key one of a UNIQUE is taken. */
  public static Answer likeKey(
      Index index, List<String> columns, List<String> include, boolean nullsNotDistinct) {
    if (!index.unique()
        || index.partial()
        || !index.method().equals("btree")
        || index.constraint() == null
        || !index.columns().equals(columns)
        || !index.includedColumns().equals(include)) {
      return Answer.NO;
    }
    return like(index, columns, include, nullsNotDistinct);
  }

  private static Answer like(
      Index index, List<String> columns, List<String> include, boolean nullsNotDistinct) {
    var plain = " USING " + index.method() + " " + keys(columns, include);
    var at = index.definition().indexOf(plain);
    var behind = at < 0 ? "?" : index.definition().substring(at + plain.length());
    if (!OPTIONS.matcher(behind).matches()) {
      return Answer.UNSURE;
    }
    return behind.contains(" NULLS NOT DISTINCT") == nullsNotDistinct ? Answer.YES : Answer.NO;
  }

  /** True where the index is certain to be taken over; only plain indexes are compared. */
  static boolean hasEqual(RelationRef leaf, RelationRef parent, CreateIndex wanted) {
    if (leaf.name().equals(parent.name())
        || leaf.relation() == null
        || wanted.where() != null
        || wanted.nullsNotDistinct()
        || !wanted.elements().stream().allMatch(e -> e.plain() && e.column() != null)) {
      return false;
    }
    var columns = wanted.elements().stream().map(IndexElement::column).toList();
    return leaf.relation().indexes().stream()
        .anyMatch(i -> isPlain(i, wanted.method(), wanted.unique(), columns, wanted.include()));
  }

  /** The same for the index of a key that is added to the parent: the leaf must have a key too. */
  static boolean hasEqualKey(
      RelationRef leaf,
      RelationRef parent,
      List<String> columns,
      List<String> include,
      boolean primary) {
    return !leaf.name().equals(parent.name())
        && leaf.relation() != null
        && leaf.relation().indexes().stream()
            .anyMatch(
                i ->
                    i.constraint() != null
                        && (i.primary() || !primary)
                        && isPlain(i, "btree", true, columns, include));
  }

  private static boolean isPlain(
      Index index, String method, boolean unique, List<String> columns, List<String> include) {
    return index.valid()
        && !index.partial()
        && index.unique() == unique
        && index.method().equals(method)
        && index.columns().equals(columns)
        && index.includedColumns().equals(include)
        // Operator classes, collations, orders and options stand in the definition only.
        && index.definition().endsWith(" USING " + method + " " + keys(columns, include));
  }

  private static String keys(List<String> columns, List<String> include) {
    var keys = "(" + join(columns) + ")";
    return include.isEmpty() ? keys : keys + " INCLUDE (" + join(include) + ")";
  }

  private static String join(List<String> columns) {
    return String.join(", ", columns.stream().map(Identifiers::quote).toList());
  }

  /** True where the leaf has an index that is the same as one of its parent to be. */
  static boolean hasEqual(RelationRef leaf, Index parents) {
    return leaf.relation() != null
        && leaf.relation().indexes().stream().anyMatch(i -> isEqual(i, parents));
  }

  /**
   * True where the index of a table is certain to be taken for that of its parent to be. An index
   * without a definition is one that a fold of statements knows little of.
   */
  public static boolean isEqual(Index own, Index parents) {
    return own.valid()
        && own.unique() == parents.unique()
        && own.columns().equals(parents.columns())
        && own.includedColumns().equals(parents.includedColumns())
        && (own.constraint() != null || parents.constraint() == null)
        && !own.definition().isEmpty()
        && using(own).equals(using(parents));
  }

  /** The definition from {@code USING} on, which does not name the table. */
  public static String using(Index index) {
    return index.definition().substring(Math.max(0, index.definition().indexOf(" USING ")));
  }
}
