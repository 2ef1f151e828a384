package io.safeddl.jdbc;

import io.safeddl.run.Execution;
import io.safeddl.run.Gate;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A gate with a simple policy: a text that begins with CREATE INDEX is carried out by other means
 * (here: not at all), DROP TABLE is refused, all else is sent. It notes what it is told.
 */
final class RecordingGate implements Gate {
  final List<String> events = new ArrayList<>();

  @Override
  public <T> T execute(Execution<T> execution) throws SQLException {
    if (execution.wholeBatch()) {
      return execution.apart(
          Pattern.compile("CREATE INDEX")
              .matcher(execution.sql())
              .results()
              .map(MatchResult::start)
              .toList());
    }
    events.add((execution.prepared() ? "prepared " : "") + execution.sql());
    String sql = execution.sql().stripLeading().toUpperCase(Locale.ROOT);
    if (sql.startsWith("CREATE INDEX")) {
      execution.warn("built concurrently", "01000");
      execution.warn("took no time", "01000");
      return execution.done();
    }
    if (sql.startsWith("DROP TABLE")) {
      throw new UnsafeDdlException("refused", "0A000", List.of());
    }
    return execution.send();
  }

  @Override
  public boolean passesAsBatch(List<String> batch) {
    return batch.stream()
        .noneMatch(text -> text.startsWith("CREATE INDEX") || text.startsWith("DROP TABLE"));
  }

  @Override
  public void beforeCommit() {
    events.add("before commit");
  }

  @Override
  public void transactionEnded(boolean committed) {
    events.add(committed ? "committed" : "rolled back");
  }

  @Override
  public void savepointSet() {
    events.add("savepoint");
  }

  @Override
  public void sideChannelUsed() {
    events.add("side channel");
  }

  @Override
  public void cancel() {
    events.add("cancel");
  }

  @Override
  public void close() {
    events.add("close");
  }
}
