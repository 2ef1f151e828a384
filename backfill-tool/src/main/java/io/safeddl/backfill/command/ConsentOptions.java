package io.safeddl.backfill.command;

import io.safeddl.backfill.recipe.Consents;
import picocli.CommandLine.Option;

/** What the user agrees to, so that the preflight does not stop at it. */
final class ConsentOptions {
  @Option(
      names = "--allow-triggers",
      description = "Other triggers may fire for each row that the backfill writes.")
  private boolean triggers;

  @Option(
      names = "--allow-publications",
      description = "The subscribers have the new columns already.")
  private boolean publications;

  Consents consents() {
    return new Consents(triggers, publications);
  }
}
