package io.safeddl.backfill.recipe;

import java.util.Properties;

/** What the driver is told of the sessions in which the phases run. */
public final class DdlSession {
  private DdlSession() {}

  /** Puts it; what is there already stays. */
  public static void put(Properties properties) {
    // A phase is one transaction, or the driver says why it cannot be.
    properties.putIfAbsent("safeddl.transactions", "refuse");
    // To lock for a moment, to rename and to drop columns is what the phases are for; the preflight
    // has seen to the rest.
    properties.putIfAbsent("safeddl.rules.lock-table", "off");
    properties.putIfAbsent("safeddl.rules.several-tables-locked", "off");
    properties.putIfAbsent("safeddl.rules.rename", "off");
    properties.putIfAbsent("safeddl.rules.drop-column", "off");
    // Between two changes a column and the key that it points at are of two types.
    properties.putIfAbsent("safeddl.rules.foreign-key-types", "off");
  }
}
