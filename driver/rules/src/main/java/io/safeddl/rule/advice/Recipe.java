package io.safeddl.rule.advice;

import io.safeddl.rule.advice.Command.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What leaves the same schema as a dangerous statement, without its danger: the one source for the
 * text that a reader pastes and for the steps that the driver runs.
 *
 * @param commands one after the other; when one fails, those before it are taken back
 * @param cures the ids of the rules whose findings it does away with
 */
public record Recipe(List<Command> commands, Set<String> cures) implements Form {
  /** Long work after a lock is no danger any more once it runs outside the transaction. */
  static final String LONG_WORK = "long-work-after-lock";

  public Recipe {
    commands = List.copyOf(commands);
    cures = Set.copyOf(cures);
  }

  /** The commands as a script to paste; the prechecks are the driver's own. */
  public Paste paste() {
    return paste(commands);
  }

  static Paste paste(List<Command> commands) {
    var paste = new Paste();
    Kind before = null;
    for (Command command : commands) {
      if (command.kind() == Kind.PRECHECK) {
        continue;
      }
      if (command.kind() == Kind.ONLINE && before != Kind.ONLINE) {
        paste.say(
            before == null
                ? "outside any transaction:"
                : "commit; then, outside any transaction that holds more:");
      }
      paste.run(command.sql());
      before = command.kind();
    }
    return paste;
  }

  static <T> List<T> join(List<T> first, List<T> second) {
    var all = new ArrayList<T>(first);
    all.addAll(second);
    return all;
  }
}
