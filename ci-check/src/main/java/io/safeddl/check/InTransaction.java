package io.safeddl.check;

import io.safeddl.check.migration.Migration;

/** The words of {@code --in-transaction}. */
enum InTransaction {
  /** As the migration's tool does it. */
  auto,
  always,
  never;

  /** The migration, run that way. */
  Migration of(Migration migration) {
    return switch (this) {
      case auto -> migration;
      case always -> migration.run(Migration.InTransaction.ONE);
      case never -> migration.run(Migration.InTransaction.EACH_ITS_OWN);
    };
  }
}
