package io.safeddl.sql.expression;

import io.safeddl.sql.QualifiedName;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.util.TablesNamesFinder;

/** Finds the tables that a statement reads and writes, CTEs aside. */
final class TableCollector extends TablesNamesFinder<Object> {
  private final Set<Table> targets = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<QualifiedName> read = new LinkedHashSet<>();
  private final Set<QualifiedName> written = new LinkedHashSet<>();
  private final Set<String> ctes = new HashSet<>();
  private boolean modifyingCte;
  private int withDepth;

  static QueryFacts collect(Statement statement, QueryFacts.Where where) {
    var collector = new TableCollector();
    collector.getTables(statement);
    return new QueryFacts(collector.read, collector.written, where, collector.modifyingCte, true);
  }

  @Override
  public <S> Object visit(Insert insert, S context) {
    target(insert.getTable());
    return super.visit(insert, context);
  }

  @Override
  public <S> Object visit(Update update, S context) {
    target(update.getTable());
    return super.visit(update, context);
  }

  @Override
  public <S> Object visit(Delete delete, S context) {
    target(delete.getTable());
    return super.visit(delete, context);
  }

  @Override
  public <S> Object visit(Merge merge, S context) {
    target(merge.getTable());
    return super.visit(merge, context);
  }

  /** What INTO names is made by it: {@code SELECT … INTO n FROM t} reads t. */
  @Override
  public <S> Object visit(PlainSelect select, S context) {
    var into = select.getIntoTables();
    if (into != null) {
      targets.addAll(into);
    }
    return super.visit(select, context);
  }

  @Override
  public <S> Object visit(WithItem<?> item, S context) {
    var name = unquoted(item.getUnquotedAliasName());
    // Only a recursive CTE hides a table of its name from its own query.
    if (item.isRecursive()) {
      ctes.add(name);
    }
    withDepth++;
    var result = super.visit(item, context);
    withDepth--;
    ctes.add(name);
    return result;
  }

  @Override
  public <S> Object visit(Table table, S context) {
    var name = name(table);
    if (!targets.contains(table) && (name.schema() != null || !ctes.contains(name.name()))) {
      read.add(name);
    }
    return super.visit(table, context);
  }

  private void target(Table table) {
    targets.add(table);
    written.add(name(table));
    modifyingCte |= withDepth > 0;
  }

  private static QualifiedName name(Table table) {
    var schema = table.getSchemaName();
    return QualifiedName.of(schema == null ? null : unquoted(schema), unquoted(table.getName()));
  }

  private static String unquoted(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }
}
