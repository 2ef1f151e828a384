package io.safeddl.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.sql.tree.TypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "int | int4 | []",
        "INTEGER | int4 | []",
        "bigint | int8 | []",
        "smallint | int2 | []",
        "real | float4 | []",
        "double precision | float8 | []",
        "float | float8 | []",
        "float(24) | float4 | []",
        "float(25) | float8 | []",
        "boolean | bool | []",
        "decimal(10, 2) | numeric | [10, 2]",
        "numeric(5,-2) | numeric | [5, -2]",
        "character varying(20) | varchar | [20]",
        "character varying | varchar | []",
        "char varying(3) | varchar | [3]",
        "national character varying(3) | varchar | [3]",
        "varchar(20) | varchar | [20]",
        "character | bpchar | [1]",
        "char(3) | bpchar | [3]",
        "nchar(3) | bpchar | [3]",
        "bpchar | bpchar | []",
        "\"char\" | char | []",
        "pg_catalog.\"char\" | char | []",
        "bit | bit | [1]",
        "bit(5) | bit | [5]",
        "bit varying | varbit | []",
        "bit varying(5) | varbit | [5]",
        "timestamp | timestamp | []",
        "timestamp(3) without time zone | timestamp | [3]",
        "timestamp(3) with time zone | timestamptz | [3]",
        "timestamptz(3) | timestamptz | [3]",
        "time with time zone | timetz | []",
        "time(0) | time | [0]",
        "interval | interval | []",
        "interval(3) | interval | [3]",
        "interval day to second(3) | interval | [DAY TO SECOND, 3]",
        "interval year to month | interval | [YEAR TO MONTH]",
        "interval minute | interval | [MINUTE]",
        "text | text | []",
        "s.t | s.t | []",
        "\"S\".\"T t\" | \"S\".\"T t\" | []",
        "U&\"\\0061b\" | ab | []",
        "pg_catalog.int8 | int8 | []",
        "db.s.t(1,2) | s.t | [1, 2]",
        "geometry(Point, 4326) | geometry | [Point, 4326]",
        "json | json | []"
      })
  void resolvesTheStandardsSpellings(String text, String name, String modifiers) {
    TypeName type = TypeNames.parse(text);
    assertThat(type.name().toSql()).isEqualTo(name.equals("char") ? "\"char\"" : quoted(name));
    assertThat(type.modifiers()).hasToString(modifiers);
    assertThat(type.text()).isEqualTo(text);
    assertThat(type.isArray()).isFalse();
    assertThat(TypeNames.parse(text + "[]").arrayDimensions()).isOne();
    assertThat(TypeNames.parse(text + "[3][]").arrayDimensions()).isEqualTo(2);
    assertThat(TypeNames.parse(text + " array[3]").name()).isEqualTo(type.name());
  }

  /** Names that are key words are quoted by toSql. */
  private static String quoted(String name) {
    return name.contains(".") || name.contains("\"") ? name : Identifiers.quote(name);
  }

  @Test
  void knowsTheSerialTypes() {
    for (String serial : new String[] {"serial", "SERIAL4", "\"serial\""}) {
      assertThat(TypeNames.parse(serial).serial()).isTrue();
      assertThat(TypeNames.parse(serial).name()).isEqualTo(QualifiedName.of("int4"));
    }
    assertThat(TypeNames.parse("bigserial").name()).isEqualTo(QualifiedName.of("int8"));
    assertThat(TypeNames.parse("smallserial").name()).isEqualTo(QualifiedName.of("int2"));
    assertThat(TypeNames.parse("s.serial").serial()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "int int", "int; int", "'x'", "1", "numeric(", "select", "double", "a..b"})
  void saysWhatIsNoType(String text) {
    if (text.equals("double")) {
      assertThat(TypeNames.parse(text).name()).isEqualTo(QualifiedName.of("double"));
    } else {
      assertThatThrownBy(() -> TypeNames.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
