package io.safeddl.catalog.live;

import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import java.io.IOException;
import java.io.StringReader;
import java.util.Objects;
import java.util.OptionalLong;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The planner's estimate of the rows that a data statement writes, by EXPLAIN, which executes
 * nothing. In XML, for which the JDK has a reader.
 *
 * <p>The EXPLAIN runs inside a block that swallows its error, so that a statement that cannot be
 * planned (parameters without a type, a table that is not there) does not fail the tool's
 * transaction; the block hands its result on in a parameter that is gone with the transaction.
 */
final class RowEstimate {
  /** Parameters can be planned for without their values since 16. */
  private static final int GENERIC_PLAN = 16;

  private static final String ASKED =
      "SELECT 1 FROM pg_catalog.pg_language l WHERE l.lanname OPERATOR(pg_catalog.=) 'plpgsql'"
          + " AND pg_catalog.has_language_privilege(l.oid, 'USAGE')";

  private final CatalogSession session;
  private final int major;
  private final boolean standardStrings;

  RowEstimate(CatalogSession session, int major, boolean standardStrings) {
    this.session = session;
    this.major = major;
    this.standardStrings = standardStrings;
  }

  OptionalLong of(String statement) {
    var script = Script.parse(statement, standardStrings);
    if (script.statements().size() != 1) {
      return OptionalLong.empty();
    }
    var explained = explain(statement, script);
    if (explained == null || session.read("the languages", ASKED, r -> 1).isEmpty()) {
      return OptionalLong.empty();
    }
    var plan = session.read("the planner's estimate", block(explained), r -> r.getString(1)).get(0);
    return plan == null || plan.isEmpty() ? OptionalLong.empty() : rowsIn(plan);
  }

  /** The EXPLAIN, JDBC's parameters numbered; null where this server cannot plan for parameters. */
  private @Nullable String explain(String statement, Script script) {
    var text = new StringBuilder();
    var last = 0;
    var parameters = 0;
    for (Token token : script.statements().get(0).tokens()) {
      if (token.kind() == Token.Kind.PARAMETER) {
        parameters++;
        if (token.value().equals("?")) {
          text.append(statement, last, token.start()).append('$').append(parameters);
          last = token.end();
        }
      }
    }
    text.append(statement, last, statement.length());
    if (parameters == 0) {
      return "EXPLAIN (FORMAT XML) " + text;
    }
    return major >= GENERIC_PLAN ? "EXPLAIN (FORMAT XML, GENERIC_PLAN) " + text : null;
  }

  private static String block(String explain) {
    var body =
        "DECLARE plan pg_catalog.text; BEGIN EXECUTE "
            + CatalogQueries.literal(explain)
            + " INTO plan; PERFORM pg_catalog.set_config('safeddl.plan', plan, true);"
            + " EXCEPTION WHEN OTHERS THEN"
            + " PERFORM pg_catalog.set_config('safeddl.plan', '', true); END";
    return "DO "
        + CatalogQueries.literal(body)
        + "; SELECT pg_catalog.current_setting('safeddl.plan', true)";
  }

  /** The rows that go into the nodes that write. */
  static OptionalLong rowsIn(String plan) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(plan)));
      var nodes = document.getElementsByTagName("Plan");
      var rows = 0L;
      for (var i = 0; i < nodes.getLength(); i++) {
        var node = (Element) nodes.item(i);
        if ("ModifyTable".equals(child(node, "Node-Type"))) {
          rows += rowsInto(node);
        }
      }
      return OptionalLong.of(rows);
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException("the server's EXPLAIN is no XML: " + e.getMessage(), e);
    }
  }

  /** What the plan below gives it; the plans of WITH and of sub-queries beside it do not count. */
  private static long rowsInto(Element node) {
    var rows = 0L;
    for (Node plans = node.getFirstChild(); plans != null; plans = plans.getNextSibling()) {
      if (plans.getNodeName().equals("Plans")) {
        for (Node it = plans.getFirstChild(); it != null; it = it.getNextSibling()) {
          if (it instanceof Element plan && "Outer".equals(child(plan, "Parent-Relationship"))) {
            rows += Long.parseLong(Objects.requireNonNull(child(plan, "Plan-Rows")));
          }
        }
      }
    }
    return rows;
  }

  private static @Nullable String child(Element element, String name) {
    for (Node it = element.getFirstChild(); it != null; it = it.getNextSibling()) {
      if (it.getNodeName().equals(name)) {
        return it.getTextContent();
      }
    }
    return null;
  }
}
