package io.safeddl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.run.Gate;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.lang.reflect.Method;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.BaseStatement;
import org.postgresql.jdbc.PgArray;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PgResultSet;
import org.postgresql.jdbc.PgStatement;

/** No object of pgjdbc's is reached by the calls of JDBC where it would lead around the gate. */
final class FacesTest {
  private static TestDatabase database;

  private Connection connection;

  @BeforeAll
  static void createDatabase() throws SQLException {
    database = TestPostgres.server().createDatabase();
    try (Connection plain = database.connect();
        Statement statement = plain.createStatement()) {
      statement.execute("CREATE TABLE t (id serial PRIMARY KEY, name text)");
      statement.execute(
          """
          CREATE FUNCTION names() RETURNS refcursor LANGUAGE plpgsql AS $$
          DECLARE c refcursor; BEGIN OPEN c FOR SELECT 'a' AS name; RETURN c; END $$
          """);
    }
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = new SafeConnection((BaseConnection) database.connect(), Gate.OPEN);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void statementsLeadBackToTheirFaces() throws SQLException {
    try (Statement plain = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1");
        Statement callable = connection.prepareCall("{call now()}")) {
      for (Statement statement : List.of(plain, prepared, callable)) {
        assertThat(statement.getConnection()).isSameAs(connection);
      }
      try (ResultSet rows = plain.executeQuery("SELECT 1")) {
        assertThat(rows.getStatement()).isSameAs(plain);
        assertThat(plain.getResultSet()).isSameAs(rows);
      }
      try (ResultSet rows = prepared.executeQuery()) {
        assertThat(rows.getStatement()).isSameAs(prepared);
      }
      plain.execute("INSERT INTO t (name) VALUES ('a')", Statement.RETURN_GENERATED_KEYS);
      try (ResultSet keys = plain.getGeneratedKeys()) {
        assertThat(keys.next()).isTrue();
        assertThat(keys.getInt("id")).isPositive();
        assertThat(keys.getStatement()).isSameAs(plain);
      }
    }
  }

  @Test
  void noResultSetStaysNone() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = public");
      assertThat(statement.getResultSet()).isNull();
      assertThat(statement.getUpdateCount()).isZero();
      assertThat(statement.getMoreResults()).isFalse();
      assertThat(statement.getUpdateCount()).isEqualTo(-1);
    }
  }

  @Test
  void everyResultSetOfTheMetadataIsAFace() throws Exception {
    DatabaseMetaData metaData = connection.getMetaData();
    assertThat(metaData.getConnection()).isSameAs(connection);
    int seen = 0;
    for (Method method : DatabaseMetaData.class.getMethods()) {
      if (method.getReturnType() == ResultSet.class && method.getParameterCount() == 0) {
        try (ResultSet rows = (ResultSet) method.invoke(metaData)) {
          assertThat(rows).as(method.getName()).isInstanceOf(SafeResultSet.class);
          assertThat(rows.getStatement().getConnection()).as(method.getName()).isSameAs(connection);
          seen++;
        }
      }
    }
    assertThat(seen).isGreaterThanOrEqualTo(5);
    try (ResultSet tables = metaData.getTables(null, "public", "t", null)) {
      assertThat(tables.next()).isTrue();
      assertThat(tables.getString("TABLE_NAME")).isEqualTo("t");
      assertThat(tables.getStatement().getConnection()).isSameAs(connection);
    }
  }

  @Test
  void metadataThrowsWhatTheServerThrows() throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    connection.close();
    assertThatThrownBy(() -> metaData.getTables(null, null, null, null))
        .isInstanceOf(SQLException.class)
        .hasFieldOrPropertyWithValue("SQLState", "08003");
  }

  @Test
  void metadataOfOneConnectionIsEqualToItself() throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    assertThat(metaData).isEqualTo(connection.getMetaData()).isNotEqualTo("something else");
    assertThat(metaData.unwrap(DatabaseMetaData.class)).isSameAs(metaData);
    assertThat(metaData.isWrapperFor(DatabaseMetaData.class)).isTrue();
  }

  @Test
  void cursorReferencesAreFaces() throws SQLException {
    connection.setAutoCommit(false);
    try (var call = connection.prepareCall("{? = call names()}")) {
      call.registerOutParameter(1, java.sql.Types.REF_CURSOR);
      call.execute();
      try (ResultSet rows = (ResultSet) call.getObject(1)) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString("name")).isEqualTo("a");
        assertThat(rows.getStatement().getConnection()).isSameAs(connection);
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet outer = statement.executeQuery("SELECT names()")) {
      outer.next();
      try (ResultSet rows = (ResultSet) outer.getObject(1)) {
        assertThat(rows.getStatement().getConnection()).isSameAs(connection);
      }
    }
    connection.rollback();
  }

  @Test
  void pgjdbcsInterfacesAreFaces() throws SQLException {
    var base = connection.unwrap(BaseConnection.class);
    assertThat(base).isSameAs(connection);
    assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
    assertThat(connection.unwrap(PGConnection.class)).isSameAs(connection);
    try (ResultSet rows = base.execSQLQuery("SELECT 1")) {
      assertThat(rows.getStatement().getConnection()).isSameAs(connection);
    }
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.unwrap(Statement.class)).isSameAs(statement);
      assertThat(statement.unwrap(PGStatement.class)).isSameAs(statement);
      assertThat(statement.unwrap(BaseStatement.class)).isSameAs(statement);
      try (ResultSet rows = statement.executeQuery("SELECT 1")) {
        assertThat(rows.unwrap(ResultSet.class)).isSameAs(rows);
        assertThat(rows.isWrapperFor(PgResultSet.class)).isTrue();
        assertThat(rows.unwrap(PgResultSet.class)).isNotSameAs(rows);
      }
    }
  }

  @Test
  void pgjdbcsClassesAreReachedOnlyByName() throws SQLException {
    assertThat(connection.isWrapperFor(PgConnection.class)).isTrue();
    assertThat(connection.unwrap(PgConnection.class)).isInstanceOf(PgConnection.class);
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.isWrapperFor(PgStatement.class)).isTrue();
      assertThat(statement.isWrapperFor(String.class)).isFalse();
    }
  }

  @Test
  void twoFacesOfOneObjectAreEqual() throws SQLException {
    PgConnection raw = connection.unwrap(PgConnection.class);
    Connection other = new SafeConnection(raw, Gate.OPEN);
    assertThat(other).isEqualTo(connection).hasSameHashCodeAs(connection).isNotEqualTo(raw);
    try (Statement statement = connection.createStatement();
        Statement second = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      assertThat(statement).isNotEqualTo(second);
      assertThat(rows).isEqualTo(statement.getResultSet()).hasSameHashCodeAs(rows);
    }
  }

  @Test
  void arraysLeadToNoStatementOfPgjdbcs() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT ARRAY[1, 2] AS a");
        PreparedStatement back = connection.prepareStatement("SELECT ? = ARRAY[1, 2]")) {
      rows.next();
      for (Array array :
          List.of(
              rows.getArray(1),
              rows.getArray("a"),
              (Array) rows.getObject(1),
              rows.getObject(1, Array.class),
              connection.createArrayOf("int4", new Object[] {1, 2}))) {
        for (ResultSet elements :
            List.of(array.getResultSet(), array.getResultSet(1, 2), array.getResultSet(Map.of()))) {
          assertThat(elements.next()).isTrue();
          assertThat(elements.getStatement().getConnection()).isSameAs(connection);
          assertThat(elements.getStatement().isWrapperFor(SafeStatement.class)).isTrue();
        }
        assertThat((Object[]) array.getArray()).containsExactly(1, 2);
        back.setArray(1, array);
        try (ResultSet answer = back.executeQuery()) {
          answer.next();
          assertThat(answer.getBoolean(1)).isTrue();
        }
        assertThat(array.toString()).containsSubsequence("{", "1", ",", "2", "}");
        assertThat(array.getBaseTypeName()).isEqualTo("int4");
        array.free();
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT NULL::int[]")) {
      rows.next();
      assertThat(rows.getArray(1)).isNull();
    }
  }

  @Test
  void valuesArePgjdbcsOwn() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT ARRAY[1, 2], lo_from_bytea(0, 'x')")) {
      rows.next();
      assertThat(rows.getArray(1)).isInstanceOf(PgArray.class);
      assertThat(rows.getBlob(2).getClass().getName()).startsWith("org.postgresql.");
      assertThat(rows.getClob(2).getClass().getName()).startsWith("org.postgresql.");
      assertThat(connection.setSavepoint().getClass().getName()).startsWith("org.postgresql.");
      assertThat(connection.createArrayOf("int4", new Object[] {1})).isInstanceOf(PgArray.class);
    }
    connection.rollback();
  }
}
