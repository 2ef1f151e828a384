package io.safeddl.demo;

import io.safeddl.bench.traffic.Traffic;
import io.safeddl.bench.traffic.TrafficShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a run takes place: a database with the large table, and an application that lives on it.
 *
 * @param report how long a report reads the table, where one does
 */
record Stage(DemoDatabase database, TrafficShape shape, Duration report) {
  /** Between two statements, so that the picture keeps them apart. */
  static final Duration PAUSE = Duration.ofMillis(500);

  /** Until the application is at its pace. */
  static final Duration WARM_UP = Duration.ofMillis(1_500);

  /** Of a report, before the statement comes. */
  static final Duration HEAD_START = Duration.ofMillis(150);

  /** Runs Conductor's migrations and the release, and then what was to be run instead. */
  Run run(String name, String url, List<Release.Change> release)
      throws SQLException, InterruptedException {
    List<Run.Event> events = new ArrayList<>();
    try (var traffic = Traffic.start(database::connect, shape)) {
      Thread.sleep(WARM_UP.toMillis());
      events.add(conductor(traffic, url));
      Thread.sleep(PAUSE.toMillis());
      try (var connection = database.connect(url)) {
        for (var change : release) {
          events.add(change(traffic, connection, change, Integer.toString(events.size() + 1)));
          Thread.sleep(PAUSE.toMillis());
        }
        for (var refused : List.copyOf(events)) {
          for (var advised : Advice.of(refused)) {
            events.add(change(traffic, connection, advised.change(), advised.label()));
            Thread.sleep(PAUSE.toMillis());
          }
        }
      }
      return new Run(name, traffic.stop(), events);
    }
  }

  private Run.Event conductor(Traffic traffic, String url) {
    var from = traffic.nowNanos();
    var answer = Conductor.migrate(database, url);
    return new Run.Event(
        "1",
        "Conductor's own migrations, by Flyway",
        Conductor.ARTIFACT,
        false,
        from,
        traffic.nowNanos(),
        answer);
  }

  private Run.Event change(
      Traffic traffic, Connection connection, Release.Change change, String label)
      throws SQLException, InterruptedException {
    if (!change.underReport()) {
      return execute(traffic, connection, change, label);
    }
    try (var reader = Report.read(database, report)) {
      Thread.sleep(HEAD_START.toMillis());
      var event = execute(traffic, connection, change, label);
      reader.await();
      return event;
    }
  }

  private static Run.Event execute(
      Traffic traffic, Connection connection, Release.Change change, String label)
      throws SQLException {
    var from = traffic.nowNanos();
    try (var statement = connection.createStatement()) {
      Answer answer;
      try {
        statement.execute(change.sql());
        answer = Answer.of(statement, change.sql());
      } catch (SQLException e) {
        answer = Answer.of(e);
      }
      return new Run.Event(
          label,
          change.reason(),
          change.sql(),
          change.underReport(),
          from,
          traffic.nowNanos(),
          answer);
    }
  }
}
