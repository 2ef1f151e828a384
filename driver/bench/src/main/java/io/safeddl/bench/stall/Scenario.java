package io.safeddl.bench.stall;

import java.util.List;
import java.util.stream.Stream;

/**
 * One change of the large table, and what is in its way.
 *
 * @param name as reports show it
 * @param prepare what must be there before, run without traffic
 * @param change the statements of the migration
 * @param inTransaction all of them in one transaction, else each in its own
 * @param hold what holds the table meanwhile
 * @param undo takes the change back, whether it was made or not
 */
record Scenario(
    String name,
    List<String> prepare,
    List<String> change,
    boolean inTransaction,
    Hold hold,
    List<String> undo) {
  private static final String ADD_COLUMN = "ALTER TABLE orders ADD COLUMN note text";
  private static final String UNDO_COLUMN = "ALTER TABLE orders DROP COLUMN IF EXISTS note";
  private static final String CREATE_INDEX = "CREATE INDEX orders_customer ON orders (customer_id)";
  private static final String UNDO_INDEX = "DROP INDEX IF EXISTS orders_customer";
  private static final String TRIGGER_FUNCTION =
      """
      CREATE OR REPLACE FUNCTION orders_touched() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RETURN NEW; END $$
      """;
  private static final String CREATE_TRIGGER =
      "CREATE TRIGGER orders_touched BEFORE INSERT ON orders"
          + " FOR EACH ROW EXECUTE FUNCTION orders_touched()";
  private static final String UNDO_TRIGGER = "DROP TRIGGER IF EXISTS orders_touched ON orders";

  Scenario {
    prepare = List.copyOf(prepare);
    change = List.copyOf(change);
    undo = List.copyOf(undo);
  }

  /** The noise, before and after all others, and every change. */
  static List<Scenario> all() {
    return Stream.of(List.of(noise()), changes(), plans(), hopeless(), List.of(noise()))
        .flatMap(List::stream)
        .toList();
  }

  /** Nothing is changed: what is felt here is the machine's own noise. */
  static Scenario noise() {
    return new Scenario("nothing (noise)", List.of(), List.of(), false, Hold.READER, List.of());
  }

  /** The changes that every contestant can carry out. */
  static List<Scenario> changes() {
    return List.of(
        addColumn(Hold.READER),
        new Scenario(
            "ADD COLUMN + CREATE INDEX",
            List.of(),
            List.of(ADD_COLUMN, CREATE_INDEX),
            false,
            Hold.READER,
            List.of(UNDO_INDEX, UNDO_COLUMN)),
        new Scenario(
            "DROP COLUMN",
            List.of("ALTER TABLE orders ADD COLUMN IF NOT EXISTS doomed integer"),
            List.of("ALTER TABLE orders DROP COLUMN doomed"),
            false,
            Hold.READER,
            List.of("ALTER TABLE orders DROP COLUMN IF EXISTS doomed")),
        createTrigger(Hold.READER),
        createIndex(Hold.READER),
        createTrigger(Hold.WRITER),
        createIndex(Hold.WRITER),
        addColumn(Hold.AUTOVACUUM));
  }

  /** The changes that SafeDDL carries out in several steps. */
  static List<Scenario> plans() {
    return List.of(
        constraint(
            "ADD FOREIGN KEY",
            "ADD CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES customers",
            "DROP CONSTRAINT IF EXISTS orders_customer_fk"),
        constraint(
            "ADD UNIQUE",
            "ADD CONSTRAINT orders_reference_key UNIQUE (reference)",
            "DROP CONSTRAINT IF EXISTS orders_reference_key"),
        constraint("SET NOT NULL", "ALTER status SET NOT NULL", "ALTER status DROP NOT NULL"),
        attachPartition());
  }

  /** The bound has to be proved by reading the table, since nothing else keeps to it. */
  private static Scenario attachPartition() {
    return new Scenario(
        "ATTACH PARTITION",
        List.of("CREATE TABLE all_orders (LIKE orders) PARTITION BY RANGE (id)"),
        List.of(
            "ALTER TABLE all_orders ATTACH PARTITION orders FOR VALUES FROM (0) TO (1000000000)"),
        false,
        Hold.READER,
        List.of(
            """
            DO $$
            BEGIN
              IF EXISTS (SELECT FROM pg_inherits WHERE inhrelid = 'orders'::regclass) THEN
                ALTER TABLE all_orders DETACH PARTITION orders;
              END IF;
            END $$
            """,
            "DROP TABLE all_orders"));
  }

  private static Scenario constraint(String name, String action, String undo) {
    return new Scenario(
        name,
        List.of(),
        List.of("ALTER TABLE orders " + action),
        false,
        Hold.READER,
        List.of("ALTER TABLE orders " + undo));
  }

  /** The changes that cannot be carried out: nobody ever gives the table back. */
  static List<Scenario> hopeless() {
    return List.of(addColumn(Hold.ENDLESS_READER), addColumn(Hold.PREPARED_TRANSACTION));
  }

  private static Scenario addColumn(Hold hold) {
    return new Scenario(
        "ADD COLUMN", List.of(), List.of(ADD_COLUMN), false, hold, List.of(UNDO_COLUMN));
  }

  private static Scenario createTrigger(Hold hold) {
    return new Scenario(
        "CREATE TRIGGER",
        List.of(TRIGGER_FUNCTION),
        List.of(CREATE_TRIGGER),
        false,
        hold,
        List.of(UNDO_TRIGGER));
  }

  private static Scenario createIndex(Hold hold) {
    return new Scenario(
        "CREATE INDEX", List.of(), List.of(CREATE_INDEX), false, hold, List.of(UNDO_INDEX));
  }

  /** Name and holder: what tells it from the others. */
  String title() {
    return name + ", " + hold.words();
  }
}
