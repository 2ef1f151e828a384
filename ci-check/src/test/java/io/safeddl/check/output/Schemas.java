package io.safeddl.check.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;

/** Whether a JSON document is as its schema wants it. */
public final class Schemas {
  private Schemas() {}

  /** Fails with what is wrong. */
  public static void check(String schema, String document) {
    assertThat(errors(schema, document)).isEmpty();
  }

  /** What is wrong. */
  public static java.util.List<String> errors(String schema, String document) {
    var result =
        new ValidatorFactory()
            .withJsonNodeFactory(new GsonNode.Factory())
            .validate(schema, document);
    return result.getErrors().stream().map(Schemas::text).toList();
  }

  private static String text(Error error) {
    return error.getInstanceLocation() + ": " + error.getError();
  }
}
