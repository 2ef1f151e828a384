package io.safeddl.catalog.model;

import io.safeddl.catalog.Relation;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Applies one statement to a state. */
final class Fold {
  private final ModelState state;
  private final boolean inTransaction;

  Fold(ModelState state, boolean inTransaction) {
    this.state = state;
    this.inTransaction = inTransaction;
  }

  /** False where the statement changes nothing that the catalog tells. */
  boolean apply(Statement statement) {
    if (statement instanceof Statement.CreateTable s) {
      new TableMaker(state, inTransaction).create(s);
    } else if (statement instanceof Statement.CreateTableAs s) {
      createFilled(s);
    } else if (statement instanceof Statement.AlterTable s) {
      new TableChange(state, inTransaction).alter(s);
    } else if (statement instanceof Statement.CreateIndex s) {
      new IndexMaker(state).create(s);
    } else if (statement instanceof Statement.Drop s) {
      new Removal(state).drop(s);
    } else if (statement instanceof Statement.CreateSequence s) {
      createPlain(s.name(), Relation.Kind.SEQUENCE, s.temporary(), false);
    } else if (statement instanceof Statement.CreateView s) {
      createPlain(s.name(), Relation.Kind.VIEW, s.temporary(), s.replace());
    } else if (statement instanceof Statement.CreateMaterializedView s) {
      createPlain(s.name(), Relation.Kind.MATERIALIZED_VIEW, false, false);
    } else if (statement instanceof Statement.CreateRoutine s) {
      // Without its volatility, which the reader does not tell: the worst.
      state.types.put(state.names.fresh(s.name(), false), Volatility.UNKNOWN);
      state.procedures.make(s);
    } else if (statement instanceof Statement.CreateSchema s) {
      createSchema(s);
    } else if (statement instanceof Statement.AlterSchema s) {
      return renameSchema(s);
    } else if (statement instanceof Statement.SetParameter s) {
      // Outside of a transaction SET LOCAL is a warning (manual, SET).
      return (inTransaction || !s.local()) && Settings.apply(s, state);
    } else if (statement instanceof Statement.Data s) {
      return write(s);
    } else if (statement instanceof Statement.Copy s) {
      return s.from() && s.table() != null && filled(s.table());
    } else if (statement instanceof Statement.Confined s) {
      forget(s);
    } else if (statement instanceof Statement.Block s) {
      // It may run all of it, or some, or none.
      s.body().statements().forEach(this::forget);
    } else if (statement instanceof Statement.Explain s) {
      return s.analyze() && apply(s.inner());
    } else if (statement instanceof Statement.Owned) {
      state.forgotten = true; // any relation may be gone, or somebody else's
    } else if (statement instanceof Statement.Other s) {
      return other(s.tag());
    } else {
      return new TypeFold(state).apply(statement);
    }
    return true;
  }

  /**
   * CREATE OPERATOR and CREATE CAST may name a volatile function; DISCARD takes back what the
   * session has.
   */
  private boolean other(String tag) {
    if (tag.equals("DISCARD TEMP") || tag.equals("DISCARD ALL")) {
      state.discardTemporary();
      if (tag.equals("DISCARD ALL")) {
        Settings.reset(state);
      }
      return true;
    }
    state.types.madeOperators |= tag.equals("CREATE OPERATOR");
    state.types.madeCasts |= tag.equals("CREATE CAST");
    return tag.equals("CREATE OPERATOR") || tag.equals("CREATE CAST");
  }

  private void createFilled(Statement.CreateTableAs table) {
    if (table.untilCommit() && !inTransaction) {
      return; // gone with its own statement
    }
    createPlain(table.name(), Relation.Kind.TABLE, table.temporary(), false);
    if (table.untilCommit()) {
      state.dropAtCommit(state.names.fresh(table.name(), true));
    }
  }

  /** A relation of which nothing but the name is known. */
  private void createPlain(
      QualifiedName name, Relation.Kind kind, boolean temporary, boolean replace) {
    var full = state.names.fresh(name, temporary);
    if (state.find(full).isPresent() && !replace) {
      return;
    }
    var builder = new RelationBuilder(full, kind);
    builder.temporary = temporary || ModelState.TEMPORARY.equals(full.schema());
    builder.created = inTransaction;
    state.put(builder.build());
  }

  private void createSchema(Statement.CreateSchema schema) {
    var name = schema.name();
    if (name == null) {
      schema.elements().forEach(this::forget);
      return;
    }
    state.names.makeSchema(name);
    var before = state.names.localPath;
    state.names.localPath = SearchPath.of(List.of(name));
    schema.elements().forEach(this::apply);
    state.names.localPath = before;
  }

  private boolean renameSchema(Statement.AlterSchema schema) {
    var newName = schema.newName();
    if (newName == null) {
      return false;
    }
    for (var relation : state.relationsIn(schema.name())) {
      if (relation.table() == null) {
        Links.rename(state, relation, QualifiedName.of(newName, relation.name().name()));
      }
    }
    state.removeSchema(schema.name());
    state.names.makeSchema(newName);
    return true;
  }

  private boolean write(Statement.Data data) {
    var changed = Settings.apply(data, state);
    for (var part : data.writes()) {
      changed |= write(part);
    }
    var target = data.target();
    return (target != null && !data.tag().equals("DELETE") && filled(target)) || changed;
  }

  /** The table is no longer known to be empty. */
  private boolean filled(@Nullable QualifiedName name) {
    var table = name == null ? null : state.find(name).orElse(null);
    if (table == null || table.sizeBytes() != 0) {
      return false;
    }
    var builder = new RelationBuilder(table);
    builder.sizeBytes = -1;
    state.put(builder.build());
    return true;
  }

  /** What a statement that may or may not run names is not known any more. */
  private void forget(Statement statement) {
    // A setting takes no table away, and a query is trusted as much as one outside of a block.
    state.forgotten |=
        !(statement instanceof Statement.SetParameter || statement instanceof Statement.Data);
    if (statement instanceof Statement.CreateTable s) {
      remove(s.name());
    } else if (statement instanceof Statement.AlterTable s) {
      remove(s.name());
    } else if (statement instanceof Statement.CreateIndex s) {
      remove(s.table());
    } else if (statement instanceof Statement.Drop s) {
      s.names().forEach(this::remove);
    } else if (statement instanceof Statement.CreateTableAs s) {
      remove(s.name());
    } else if (statement instanceof Statement.AlterType s) {
      state.types.removeType(s.name());
    } else if (statement instanceof Statement.AlterDomain s) {
      state.types.removeType(s.name());
    } else if (statement instanceof Statement.CreateRoutine s) {
      state.types.put(state.names.fresh(s.name(), false), Volatility.UNKNOWN);
      state.procedures.make(s);
    } else if (statement instanceof Statement.SetParameter s) {
      if (Settings.apply(s, new ModelState(state))) {
        Settings.lose(state);
      }
    } else if (statement instanceof Statement.Data s) {
      if (Settings.apply(s, new ModelState(state))) {
        Settings.lose(state);
      }
      write(s);
    } else if (statement instanceof Statement.Other s) {
      other(s.tag());
    } else if (statement instanceof Statement.Confined s) {
      confined(s);
    } else if (statement instanceof Statement.Block s) {
      s.body().statements().forEach(this::forget);
    }
  }

  /** The path that a procedure has set for itself ends with it; one that its body sets does not. */
  private void confined(Statement.Confined procedure) {
    var before = state.names.localPath;
    for (var set : procedure.settings()) {
      if (set.name().equals("search_path")) {
        Settings.apply(set, state);
      }
    }
    var own = state.names.localPath;
    procedure.inner().statements().forEach(this::forget);
    if (Objects.equals(state.names.localPath, own)) {
      state.names.localPath = before;
    }
  }

  private void remove(QualifiedName name) {
    var relation = state.find(name);
    var table = relation.map(Relation::table).orElse(null);
    if (table != null) {
      state.remove(table);
    }
    state.remove(relation.map(Relation::name).orElseGet(() -> state.names.fresh(name, false)));
  }
}
