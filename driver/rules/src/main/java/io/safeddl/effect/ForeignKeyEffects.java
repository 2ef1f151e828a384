package io.safeddl.effect;

import static io.safeddl.effect.LockMode.SHARE_ROW_EXCLUSIVE;

import io.safeddl.effect.Effects.Scan;
import io.safeddl.sql.QualifiedName;
import java.util.List;

/**
 * A new foreign key: SHARE ROW EXCLUSIVE on both tables, since triggers are made on both, and a
 * read of both that looks up every key (manual, ALTER TABLE; measured on 14–18).
 */
final class ForeignKeyEffects {
  private ForeignKeyEffects() {}

  static void add(QualifiedName references, boolean scans, Alter alter) {
    var referenced = alter.in().partitions(alter.in().ref(references));
    alter.lockFamily(SHARE_ROW_EXCLUSIVE);
    alter.out().lockAll(referenced, SHARE_ROW_EXCLUSIVE);
    if (scans) {
      for (var table : alter.partitioned() ? alter.withRows() : List.of(alter.table())) {
        alter.out().scan(table, Scan.Reason.FOREIGN_KEY, SHARE_ROW_EXCLUSIVE);
      }
      for (var table : Reading.withRows(referenced)) {
        alter.out().scan(table, Scan.Reason.FOREIGN_KEY, SHARE_ROW_EXCLUSIVE);
      }
    }
  }
}
