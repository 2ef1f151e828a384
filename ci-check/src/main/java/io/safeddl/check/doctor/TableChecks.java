package io.safeddl.check.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Which tables the role may change and lock. */
final class TableChecks {
  private static final String CHECK = "tables";
  private static final int NAMED = 5;

  private static final String TABLES =
      """
      SELECT c.oid::regclass::text, quote_ident(pg_get_userbyid(c.relowner)),
             pg_has_role(session_user, c.relowner, 'USAGE'),
             has_table_privilege(session_user, c.oid, 'UPDATE, DELETE, TRUNCATE')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_'
         AND n.nspname NOT IN ('information_schema', 'safeddl')
         AND NOT EXISTS (SELECT FROM pg_depend d
                          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                            AND d.deptype = 'e')
       ORDER BY pg_total_relation_size(c.oid) DESC, 1
      """;

  private record Table(String name, String owner, boolean owned, boolean lockable) {}

  private TableChecks() {}

  static List<Line> rights(Patient patient) throws SQLException {
    var tables =
        patient
            .server()
            .rows(
                TABLES,
                row ->
                    new Table(
                        row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)));
    if (tables.isEmpty()) {
      return List.of(Line.ok(CHECK, "there are no tables yet"));
    }
    var lines = new ArrayList<Line>();
    var foreign = tables.stream().filter(table -> !table.owned()).toList();
    if (!foreign.isEmpty()) {
      lines.add(foreign(patient, tables.size(), foreign));
    }
    var unlockable = tables.stream().filter(t -> t.owned() && !t.lockable()).toList();
    if (!unlockable.isEmpty()) {
      lines.add(
          new Line(
              CHECK,
              Level.LIMITED,
              "owns, but may not lock "
                  + names(unlockable)
                  + ": its locks are queued for, safeddl.lockTimeout at a time, instead of polled",
              unlockable.stream()
                  .limit(NAMED)
                  .map(t -> "GRANT UPDATE ON " + t.name() + " TO " + patient.role() + ";")
                  .toList()));
    }
    if (lines.isEmpty()) {
      lines.add(Line.ok(CHECK, "may change and lock all tables (" + tables.size() + ")"));
    }
    return lines;
  }

  private static Line foreign(Patient patient, int all, List<Table> foreign) {
    return new Line(
        CHECK,
        foreign.size() == all ? Level.PROBLEM : Level.LIMITED,
        "may not change "
            + foreign.size()
            + " of "
            + all
            + " tables, which other roles own: "
            + names(foreign),
        foreign.stream()
            .map(Table::owner)
            .distinct()
            .map(owner -> "GRANT " + owner + " TO " + patient.role() + ";")
            .toList());
  }

  private static String names(List<Table> tables) {
    var named = String.join(", ", tables.stream().limit(NAMED).map(Table::name).toList());
    return tables.size() > NAMED ? named + ", …" : named;
  }
}
