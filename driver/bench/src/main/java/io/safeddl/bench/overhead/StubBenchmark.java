package io.safeddl.bench.overhead;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The cost of the faces alone, over a driver that does nothing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls @Setup first
public class StubBenchmark {
  /** Which driver. */
  @Param public Candidate driver;

  private Connection connection;
  private Statement statement;
  private PreparedStatement prepared;
  private ResultSet rows;
  private int value;

  /** Opens the faces over the stub. */
  @Setup
  public void open() throws SQLException {
    connection = driver.over(Stub.connection());
    statement = connection.createStatement();
    prepared = connection.prepareStatement("SELECT 1");
    rows = statement.executeQuery("SELECT 1");
  }

  /** A statement is made and closed. */
  @Benchmark
  public Statement createStatementAndClose() throws SQLException {
    Statement made = connection.createStatement();
    made.close();
    return made;
  }

  /** A parameter is set and a column read. */
  @Benchmark
  public int setIntAndGetInt() throws SQLException {
    prepared.setInt(1, value++);
    return rows.getInt(1);
  }

  /** A query is executed. */
  @Benchmark
  public boolean executeSelect() throws SQLException {
    return statement.execute("SELECT id, name FROM customer WHERE id = 42");
  }
}
