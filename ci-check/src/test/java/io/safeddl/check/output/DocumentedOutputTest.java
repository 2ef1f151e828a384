package io.safeddl.check.output;

import io.safeddl.check.Pages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code docs/ci.md} shows of the forms is what they write. */
class DocumentedOutputTest {
  private static final String FILE = "db/migration/V7__find_orders.sql";
  private static final String SQL =
      "SET lock_timeout = '2s';\nCREATE INDEX orders_customer_id_idx ON orders (customer_id);\n";

  @Test
  void theMigration() {
    Pages.checkPart("ci.md", "migration", fenced("sql", "-- " + FILE + "\n" + SQL));
  }

  @ParameterizedTest
  @CsvSource({"text, text", "github, text", "gitlab, json", "junit, xml", "markdown, markdown"})
  void itsForms(Format format, String language) {
    var text = Samples.text(format.output(Samples.PLACE), Samples.byAllRules(FILE, SQL));
    Pages.checkPart("ci.md", format.name(), fenced(language, text));
  }

  /** Longer than the fences inside. */
  private static String fenced(String language, String text) {
    return "````" + language + "\n" + text + "````\n";
  }
}
