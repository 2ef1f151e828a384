package io.safeddl.tool;

/** The change sets of {@link LiquibaseScenario}. */
final class LiquibaseChanges {
  /** What is there before Liquibase comes, as a change set: for an empty database. */
  static final String BEFORE =
      """
      <changeSet id="0" author="a">
        <sql splitStatements="true">\
      """
          + Matrix.TABLES
          + """
            </sql>
          </changeSet>
          """;

  static final String FIRST =
      """
      <changeSet id="1" author="a" dbms="postgresql">
        <comment>The first table</comment>
        <createTable tableName="kind" remarks="kinds">
          <column name="id" type="bigint" autoIncrement="true"><constraints primaryKey="true"/></column>
          <column name="name" type="varchar(50)"><constraints nullable="false"/></column>
        </createTable>
        <createIndex indexName="kind_name" tableName="kind"><column name="name"/></createIndex>
        <insert tableName="kind"><column name="name" value="first"/></insert>
      </changeSet>
      <changeSet id="2" author="a">
        <createIndex indexName="file_name" tableName="file"><column name="name"/></createIndex>
      </changeSet>
      <changeSet id="3" author="a">
        <addColumn tableName="file">
          <column name="kind" type="bigint"/>
          <column name="owner" type="int"/>
        </addColumn>
        <createIndex indexName="file_owner" tableName="file"><column name="owner"/></createIndex>
      </changeSet>
      <changeSet id="4" author="a" context="!never" labels="one,two">
        <loadData tableName="kind" file="kinds.csv">
          <column name="id" type="NUMERIC"/><column name="name" type="STRING"/>
        </loadData>
      </changeSet>
      <changeSet id="5" author="a">
        <loadUpdateData tableName="kind" file="more-kinds.csv" primaryKey="id">
          <column name="id" type="NUMERIC"/><column name="name" type="STRING"/>
        </loadUpdateData>
      </changeSet>
      <changeSet id="6" author="a">
        <preConditions onFail="MARK_RAN"><not><tableExists tableName="kind"/></not></preConditions>
        <createTable tableName="never"><column name="id" type="int"/></createTable>
      </changeSet>
      <changeSet id="7" author="a">
        <preConditions onFail="HALT">
          <dbms type="postgresql"/>
          <sqlCheck expectedResult="100">SELECT count(*) FROM file</sqlCheck>
          <indexExists indexName="file_name"/>
        </preConditions>
        <sql splitStatements="false" stripComments="false">
          CREATE OR REPLACE FUNCTION double(n int) RETURNS int LANGUAGE plpgsql AS $body$
          BEGIN
            RETURN n * 2; -- with a ;
          END $body$;
          SELECT double(1);
        </sql>
      </changeSet>
      <changeSet id="8" author="a" runInTransaction="false">
        <sql>CREATE INDEX CONCURRENTLY file_size ON file (size)</sql>
      </changeSet>
      <changeSet id="9" author="a" failOnError="false"><sql>SELECT 1 / 0</sql></changeSet>
      <changeSet id="10" author="a" runOnChange="true"><sqlFile path="view.sql"/></changeSet>
      <changeSet id="11" author="a"><tagDatabase tag="first"/></changeSet>
      """;

  static final String SECOND =
      """
      <changeSet id="20" author="a">
        <createTable tableName="part">
          <column name="id" type="int"><constraints primaryKey="true"/></column>
          <column name="file" type="int">
            <constraints foreignKeyName="part_file" references="file(id)"/>
          </column>
        </createTable>
      </changeSet>
      <changeSet id="21" author="a">
        <createIndex indexName="file_kind_index" tableName="file"><column name="kind"/></createIndex>
      </changeSet>
      <changeSet id="23" author="a">
        <addUniqueConstraint tableName="file" columnNames="name" constraintName="file_name_key"/>
        <addNotNullConstraint tableName="file" columnName="size" columnDataType="int"/>
        <addForeignKeyConstraint constraintName="file_kind" baseTableName="file"
            baseColumnNames="kind" referencedTableName="kind" referencedColumnNames="id"/>
      </changeSet>
      <changeSet id="22" author="a">
        <sql>COMMENT ON TABLE file IS 'second'</sql>
        <rollback>COMMENT ON TABLE file IS NULL</rollback>
      </changeSet>
      """;

  private LiquibaseChanges() {}
}
