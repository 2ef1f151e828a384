package io.safeddl.rule.advice;

import io.safeddl.sql.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How CREATE INDEX, DROP INDEX or REINDEX is said with CONCURRENTLY, if it can be. */
public sealed interface ConcurrentForm {
  /** What to run, or paste, instead. */
  Paste paste();

  /** These commands, one after the other, each outside any transaction, do the same. */
  record Possible(List<Command> commands) implements ConcurrentForm {
    public Possible {
      commands = List.copyOf(commands);
    }

    @Override
    public Paste paste() {
      var paste = new Paste().say("outside any transaction:");
      commands.forEach(command -> paste.run(command.sql()));
      return paste;
    }
  }

  /**
   * There is none that leaves the same schema.
   *
   * @param reason why, as a clause
   */
  record Impossible(String reason, Paste paste) implements ConcurrentForm {}

  /**
   * One concurrent command.
   *
   * @param table the index's table, or null where the command is about more than one or it is not
   *     known
   * @param index the index, or null where PostgreSQL chooses the name or it is about several
   * @param undo what takes it back, or null
   */
  record Command(
      String sql,
      Work work,
      @Nullable QualifiedName table,
      @Nullable QualifiedName index,
      @Nullable String undo) {}

  /** What a command does. */
  enum Work {
    CREATE,
    DROP,
    REINDEX
  }
}
