package io.safeddl.backfill.target;

import io.safeddl.backfill.spec.Fill;
import io.safeddl.backfill.spec.Mirror;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.Script;
import io.safeddl.sql.Token.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Has the server read the expressions of a spec, on an empty temporary table of the target's
 * columns that is gone at the end of the transaction.
 *
 * <p>A mirror's expression is made a generation expression, since the server asks of those just
 * what is needed here: the value depends on this row alone and not on the session or the time
 * (manual section 5.4). Were it otherwise, the trigger, which runs in the application's sessions,
 * and the backfill, which runs in ours, would write different values. A fill's are made a CHECK:
 * over this row alone, too. What the server made of them is read back, with every name qualified,
 * so that it means the same under each search path.
 */
public final class Probe {
  private static final String VALUE = "safeddl_probed_value";
  private static final String NOT_IMMUTABLE = "42P17";

  /**
   * No such operator class, function or operator, or several; one of another type; no such cast; no
   * array; not immutable.
   */
  private static final Set<String> NOT_OF_THE_TYPE =
      Set.of("42704", "42725", "42804", "42809", "42846", "42883", NOT_IMMUTABLE);

  private static final String IS_NULL = " IS NULL)";

  /** Of a type that may be a domain. */
  private static final String DOMAIN =
      """
      SELECT pg_catalog.format_type(t.typbasetype, t.typtypmod),
             t.typnotnull OR b.typtype = 'd' OR EXISTS (
               SELECT 1 FROM pg_catalog.pg_constraint o WHERE o.contypid = t.oid)
        FROM pg_catalog.pg_type t
        JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
        JOIN pg_catalog.pg_attribute a ON a.atttypid = t.oid
       WHERE t.typtype = 'd' AND a.attrelid = CAST(? AS oid) AND a.attname = ?
      """;

  private final Database database;
  private final Target target;
  private final String table;

  private List<TargetColumn> columns = List.of();

  private Probe(Database database, Target target) {
    this.database = database;
    this.target = target;
    // Its name is the table's: an expression may say file.size for size.
    this.table = "pg_temp." + Identifiers.quote(target.name().name());
  }

  /**
   * The mirrors of a spec, as they were before the cutover even where it has been.
   *
   * @throws ProbeException where the server does not take one
   */
  public static List<MirrorWork> mirrors(Database database, Target target, List<Mirror> mirrors)
      throws SQLException {
    return database.tryOut(
        () -> {
          database.execute(SameText.SETTINGS);
          var probe = new Probe(database, target);
          probe.create();
          probe.turnBack(mirrors);
          var work = new ArrayList<MirrorWork>();
          for (var mirror : mirrors) {
            work.add(probe.mirror(mirror));
          }
          return work;
        });
  }

  /** What mirrors do to a row. */
  public static RowWork work(List<MirrorWork> mirrors) {
    return new RowWork(
        mirrors.stream().map(MirrorWork::assignment).toList(),
        mirrors.stream().map(MirrorWork::differs).collect(Collectors.joining(" OR ", "(", ")")));
  }

  /**
   * What a fill does to a row.
   *
   * @throws ProbeException where the server does not take one of its expressions
   */
  public static RowWork work(Database database, Target target, Fill fill) throws SQLException {
    return database.tryOut(
        () -> {
          var probe = new Probe(database, target);
          probe.create();
          var assignments = new ArrayList<Assignment>();
          for (var set : fill.set().entrySet()) {
            var value = probe.checked("set." + set.getKey(), "((" + set.getValue() + ")" + IS_NULL);
            assignments.add(
                new Assignment(
                    set.getKey(), value.substring(1, value.length() - IS_NULL.length())));
          }
          return new RowWork(
              assignments, "(" + probe.checked("where", "(" + fill.where() + ")") + ")");
        });
  }

  /**
   * What the server does not take on a table that has the new columns, with its reason.
   *
   * @param statements make each of them on the table of that name
   */
  public static <T> Map<T, String> refused(
      Database database,
      Target target,
      List<MirrorWork> works,
      Map<T, UnaryOperator<String>> statements)
      throws SQLException {
    return database.tryOut(
        () -> {
          var probe = new Probe(database, target);
          probe.create();
          for (var work : works) {
            database.execute(
                "ALTER TABLE "
                    + probe.table
                    + " ADD COLUMN IF NOT EXISTS "
                    + Identifiers.quote(work.mirror().to())
                    + " "
                    + work.typeSql());
          }
          var refused = new LinkedHashMap<T, String>();
          for (var statement : statements.entrySet()) {
            database.execute("SAVEPOINT safeddl_tried");
            try {
              // As `build` does it: a function's body may want the path of the user's sessions.
              database.execute("SET LOCAL search_path TO DEFAULT");
              database.execute(statement.getValue().apply(probe.table));
              database.execute("SET LOCAL search_path TO ''");
            } catch (SQLException e) {
              if (!NOT_OF_THE_TYPE.contains(String.valueOf(e.getSQLState()))) {
                throw e;
              }
              database.execute("ROLLBACK TO SAVEPOINT safeddl_tried");
              refused.put(
                  statement.getKey(),
                  String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
          }
          return refused;
        });
  }

  private void create() throws SQLException {
    database.execute("CREATE TEMPORARY TABLE " + table + " (LIKE " + target.name().toSql() + ")");
  }

  /** Where the names are swapped already, they are swapped back here. */
  private void turnBack(List<Mirror> mirrors) throws SQLException {
    for (var mirror : mirrors) {
      if (swapped(target, mirror)) {
        rename(mirror.from(), mirror.to());
        rename(mirror.old(), mirror.from());
      }
    }
    columns = TargetReader.columns(database, oid());
  }

  /** True behind the cutover of a mirror. */
  public static boolean swapped(Target target, Mirror mirror) {
    return target.column(mirror.to()).isEmpty() && target.column(mirror.old()).isPresent();
  }

  private void rename(String column, String name) throws SQLException {
    database.execute(
        "ALTER TABLE "
            + table
            + " RENAME COLUMN "
            + Identifiers.quote(column)
            + " TO "
            + Identifiers.quote(name));
  }

  private Optional<TargetColumn> column(String name) {
    return columns.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  private long oid() throws SQLException {
    return database.row("SELECT CAST(CAST(? AS regclass) AS oid)", row -> row.getLong(1), table);
  }

  private MirrorWork mirror(Mirror mirror) throws SQLException {
    var from = column(mirror.from()).orElseThrow();
    var forward =
        generated(
            "using of " + mirror.from(),
            mirror.using().orElse(Identifiers.quote(mirror.from())),
            mirror.type());
    var type = forward.column();
    var to = Identifiers.quote(mirror.to());
    var there = column(mirror.to());
    var other = there.isPresent() && !there.get().type().equals(type.type());
    if (other) {
      // It is none of ours, which is for others to say.
      database.execute("ALTER TABLE " + table + " DROP COLUMN " + to + " CASCADE");
    }
    if (other || there.isEmpty()) {
      database.execute("ALTER TABLE " + table + " ADD COLUMN " + to + " " + type.typeSql());
    }
    var backward = generated("back of " + mirror.from(), back(mirror, from, type), from.typeSql());
    return new MirrorWork(
        mirror,
        from.type(),
        type.type(),
        type.typeSql(),
        type.exact(),
        forward.text(),
        columns.stream().map(TargetColumn::name).filter(it -> names(forward.text(), it)).toList(),
        backward.text());
  }

  /** Whether an expression may name a column: by its name. */
  private static boolean names(String expression, String column) {
    return Script.parse(expression).statements().stream()
        .flatMap(statement -> statement.tokens().stream())
        .anyMatch(
            token ->
                (token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_IDENTIFIER)
                    && token.value().equals(column));
  }

  private String back(Mirror mirror, TargetColumn from, TargetColumn type) throws SQLException {
    if (mirror.back().isPresent()) {
      return mirror.back().get();
    }
    var domain = domain(from.name());
    if (domain.isPresent() && domain.get().getValue()) {
      throw new TargetException(
          "the column "
              + Identifiers.quote(from.name())
              + " has the type "
              + from.type()
              + ", a domain with rules of its own: after the cutover a value that breaks them could"
              + " not be written. Say in `using` and `back` what the old column gets then, such as"
              + " CASE WHEN … THEN "
              + Identifiers.quote(mirror.to())
              + " END");
    }
    var old = domain.map(Map.Entry::getKey).orElse(from.type());
    return Backward.of(
            mirror.to(), old, domain(mirror.to()).map(Map.Entry::getKey).orElse(type.type()))
        .orElseThrow(
            () ->
                new TargetException(
                    "the column "
                        + Identifiers.quote(from.name())
                        + " has the type "
                        + from.type()
                        + ", and it is not known which values of "
                        + type.type()
                        + " it can hold: after the cutover another one could not be written, or"
                        + " would be changed. Say in `back` what the old column gets then, such as"
                        + " CASE WHEN … THEN "
                        + Identifiers.quote(mirror.to())
                        + " END"));
  }

  /** The type under a domain, and whether the domain has rules. */
  private Optional<Map.Entry<String, Boolean>> domain(String column) throws SQLException {
    return database.optional(
        DOMAIN, row -> Map.entry(row.getString(1), row.getBoolean(2)), oid(), column);
  }

  /** An expression as the server reads it, and the column whose value it is. */
  private record Generated(String text, TargetColumn column) {}

  /**
   * The expression, made the value of a column of that type. Before it looks for what may change,
   * the server does not add the cast to the column's type (14 to 18), so it is asked twice.
   */
  private Generated generated(String what, String expression, String type) throws SQLException {
    read(what, column(type, expression));
    var column =
        TargetReader.columns(database, oid()).stream()
            .filter(it -> it.name().equals(VALUE))
            .findFirst()
            .orElseThrow();
    dropColumn();
    read(what, column(type, "CAST((" + expression + ") AS " + column.type() + ")"));
    dropColumn();
    var printed = column.expression().orElseThrow();
    var moment = SameText.moment(expression, printed);
    if (moment.isPresent()) {
      throw new ProbeException(
          what
              + ": the server takes '"
              + moment.get()
              + "' for the moment at which it reads this, and that is another one for the trigger"
              + " than for each run of the backfill");
    }
    return new Generated(SameText.of(printed), column);
  }

  private String column(String type, String expression) {
    return "ALTER TABLE "
        + table
        + " ADD COLUMN "
        + VALUE
        + " "
        + type
        + " GENERATED ALWAYS AS ("
        + expression
        + ") STORED";
  }

  private void dropColumn() throws SQLException {
    database.execute("ALTER TABLE " + table + " DROP COLUMN " + VALUE);
  }

  private String checked(String what, String condition) throws SQLException {
    read(what, "ALTER TABLE " + table + " ADD CONSTRAINT " + VALUE + " CHECK (" + condition + ")");
    var text =
        database.row(
            """
            SELECT pg_catalog.pg_get_expr(o.conbin, o.conrelid) FROM pg_catalog.pg_constraint o
             WHERE o.conrelid = CAST(? AS regclass) AND o.conname = ?
            """,
            row -> row.getString(1),
            table,
            VALUE);
    database.execute("ALTER TABLE " + table + " DROP CONSTRAINT " + VALUE);
    return text;
  }

  /** Under the search path of the user's sessions, by which he wrote it. */
  private void read(String what, String sql) throws SQLException {
    database.execute("SET LOCAL search_path TO DEFAULT");
    try {
      database.execute(sql);
    } catch (SQLException e) {
      var why =
          NOT_IMMUTABLE.equals(e.getSQLState())
              ? ": its value depends on the session or on the time, so the trigger, which runs in"
                  + " the application's sessions, could give another one than the backfill"
              : "";
      throw new ProbeException(what + ": " + e.getMessage() + why, e);
    }
    database.execute("SET LOCAL search_path TO ''");
  }
}
