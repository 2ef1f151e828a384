package io.safeddl.run;

import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement makes, by name, as far as its text says it. The journal turns the names into
 * OIDs when it writes the row, and knows by these that somebody has taken it back by hand.
 *
 * @param relations as SQL names
 * @param columns of the tables that the statement locks
 * @param constraints of the same tables
 */
record Made(List<String> relations, List<String> columns, List<String> constraints) {
  static final Made NOTHING = new Made(List.of(), List.of(), List.of());

  Made {
    relations = List.copyOf(relations);
    columns = List.copyOf(columns);
    constraints = List.copyOf(constraints);
  }

  /**
   * What a statement makes that is sent as it is.
   *
   * @param path the search path, of whose first schema new objects become part
   */
  static Made of(Statement statement, String path) {
    var made = new Collector();
    var name = relation(statement);
    if (name != null) {
      made.relations.add(qualified(name, path));
    }
    made.add(statement);
    return made.made();
  }

  /** What the steps make that are done in place of a statement. */
  static Made of(List<RunStep> steps) {
    var made = new Collector();
    for (RunStep step : steps) {
      var task = step.step().index();
      if (task != null && step.buildsIndex() && task.name() != null) {
        made.relations.add(task.name());
      }
      for (var source : Script.parse(step.step().sql()).statements()) {
        made.add(StatementReader.read(source));
      }
    }
    return made.made();
  }

  private static final class Collector {
    private final List<String> relations = new ArrayList<>(1);
    private final List<String> columns = new ArrayList<>(1);
    private final List<String> constraints = new ArrayList<>(1);

    Made made() {
      return new Made(relations, columns, constraints);
    }

    void add(Statement statement) {
      if (statement instanceof Statement.AlterTable alter) {
        alter.actions().forEach(this::add);
      }
    }

    private void add(AlterAction action) {
      if (action instanceof AlterAction.AddColumn add) {
        columns.add(add.column().name());
        for (ColumnConstraint constraint : add.column().constraints()) {
          addConstraint(constraint.name());
        }
      } else if (action instanceof AlterAction.AddConstraint add) {
        addConstraint(add.constraint().name());
      }
    }

    private void addConstraint(@Nullable String name) {
      if (name != null) {
        constraints.add(name);
      }
    }
  }

  private static @Nullable QualifiedName relation(Statement statement) {
    if (statement instanceof Statement.CreateTable table) {
      return table.name();
    }
    if (statement instanceof Statement.CreateTableAs table) {
      return table.name();
    }
    if (statement instanceof Statement.CreateView view) {
      return view.name();
    }
    if (statement instanceof Statement.CreateMaterializedView view) {
      return view.name();
    }
    if (statement instanceof Statement.CreateSequence sequence) {
      return sequence.name();
    }
    if (statement instanceof Statement.CreateIndex index && index.name() != null) {
      return QualifiedName.of(index.table().schema(), index.name().name());
    }
    return null;
  }

  private static String qualified(QualifiedName name, String path) {
    boolean bare = name.schema() == null && !path.isEmpty();
    var schema = bare ? path.substring(0, (path + ",").indexOf(',')) : name.schema();
    return QualifiedName.of(schema, name.name()).toSql();
  }
}
