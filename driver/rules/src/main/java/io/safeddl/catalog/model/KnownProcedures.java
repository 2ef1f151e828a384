package io.safeddl.catalog.model;

import io.safeddl.catalog.Catalog.Procedure;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePVector;

/**
 * The bodies of the procedures that statements have made. Which of several of one name is meant, or
 * replaced, goes by the arguments, which the reader does not tell: so all of them may be.
 */
final class KnownProcedures {
  private final NameScope names;
  private PMap<QualifiedName, TreePVector<Procedure>> bodies;

  KnownProcedures(NameScope names) {
    this.names = names;
    this.bodies = HashTreePMap.empty();
  }

  KnownProcedures(KnownProcedures other, NameScope names) {
    this.names = names;
    this.bodies = other.bodies;
  }

  void make(Statement.CreateRoutine routine) {
    var body = routine.body();
    if (routine.procedure()) {
      var name = names.fresh(routine.name(), false);
      // A library's symbol is no text, but the procedure is known.
      var made =
          new Procedure(
              body == null ? "c" : routine.language(),
              body == null ? "" : body,
              routine.settings());
      var known = bodies.getOrDefault(name, TreePVector.empty());
      bodies = bodies.plus(name, known.contains(made) ? known : known.plus(made));
    }
  }

  /** Gone, unless there are others of that name. */
  void remove(QualifiedName name) {
    for (var full : meant(name)) {
      if (bodies.getOrDefault(full, TreePVector.empty()).size() == 1) {
        bodies = bodies.minus(full);
      }
    }
  }

  /** All that the name may mean. */
  List<Procedure> of(QualifiedName name) {
    var found = new ArrayList<Procedure>();
    for (var full : meant(name)) {
      found.addAll(bodies.getOrDefault(full, TreePVector.empty()));
    }
    return found;
  }

  private List<QualifiedName> meant(QualifiedName name) {
    if (name.schema() != null) {
      return List.of(name);
    }
    return names.pathIsKnown()
        ? names.searchPath().stream().map(s -> QualifiedName.of(s, name.name())).toList()
        : bodies.keySet().stream().filter(it -> it.name().equals(name.name())).toList();
  }
}
