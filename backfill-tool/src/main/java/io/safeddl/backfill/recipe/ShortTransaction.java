package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.jdbc.PgConnection;

/**
 * A phase that holds its locks for as short a time as can be. The driver takes them, which is where
 * one may have to wait; the statements, which are known not to need others nor to read the table,
 * are then sent at once, and not judged one by one while the application waits.
 */
final class ShortTransaction {
  private final Database ddl;

  ShortTransaction(Database ddl) {
    this.ddl = ddl;
  }

  /**
   * Runs it.
   *
   * @param tables that the statements lock, in the order in which they shall be locked
   * @param check what must hold once nobody else can write them
   * @param statements the phase
   * @param note what is written down in the same transaction
   */
  void run(List<TableName> tables, Check check, List<String> statements, Check note)
      throws SQLException {
    ddl.inTransaction(
        () -> {
          ddl.execute(
              "LOCK TABLE "
                  + tables.stream().map(TableName::toSql).collect(Collectors.joining(", "))
                  + " IN ACCESS EXCLUSIVE MODE");
          // Behind the driver's back, in its transaction: its watchdog still bounds the whole. Its
          // connection is a BaseConnection itself; only pgjdbc's class is not the driver's too.
          var plain = Database.joined(ddl.connection().unwrap(PgConnection.class));
          check.run(plain);
          plain.execute(String.join(";\n", statements));
          note.run(plain);
          return true;
        });
  }

  /** Something that is done in the transaction. */
  @FunctionalInterface
  interface Check {
    /** Does it. */
    void run(Database database) throws SQLException;
  }
}
