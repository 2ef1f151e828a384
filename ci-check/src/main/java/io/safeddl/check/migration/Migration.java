package io.safeddl.check.migration;

import io.safeddl.check.source.SourceText;
import org.jspecify.annotations.Nullable;

/**
 * What a migration tool runs as one piece: a file of Flyway's, a changeset of Liquibase's.
 *
 * @param name as the tool calls it: a version, {@code id::author}, or the file's name
 * @param source its SQL
 * @param transaction in which transaction its tool runs it
 * @param release what is rolled out together with it; null where it has been rolled out already, so
 *     that it is followed but not judged
 */
public record Migration(
    String name, SourceText source, InTransaction transaction, @Nullable String release) {
  /** How a tool runs the statements of a piece. */
  public enum InTransaction {
    /** All in one transaction that the tool begins and ends. */
    ONE,
    /** Each by itself; what the text says of BEGIN and COMMIT counts. */
    EACH_ITS_OWN,
    /** All in one text that is sent as it is: one transaction, unless the text says otherwise. */
    ONE_TEXT
  }

  /** This migration, as one that has been rolled out. */
  public Migration rolledOut() {
    return new Migration(name, source, transaction, null);
  }

  /** This migration, run otherwise. */
  public Migration run(InTransaction other) {
    return new Migration(name, source, other, release);
  }

  /** This migration, as a part of that release. */
  public Migration in(String otherRelease) {
    return new Migration(name, source, transaction, otherRelease);
  }
}
