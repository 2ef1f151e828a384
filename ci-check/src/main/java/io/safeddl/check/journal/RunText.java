package io.safeddl.check.journal;

import java.io.PrintWriter;

/** A run as people read it. */
final class RunText {
  private RunText() {}

  static void print(PrintWriter out, Run run) {
    out.printf(
        "Run %s, begun %s by pid %d%s, %s%n",
        run.id(),
        run.startedAt(),
        run.ownerPid(),
        run.application().isEmpty() ? "" : " (" + run.application() + ")",
        run.running() ? "which is there still" : "which is gone");
    for (var noted : run.statements()) {
      out.printf("  %d  %s: %s%n", noted.ordinal(), state(noted), noted.statement());
      if (noted.next() != null) {
        out.println("     next: " + noted.next().strip().replace("\n", "\n     "));
      }
      if (!noted.relations().isEmpty()) {
        out.println("     about: " + String.join(", ", noted.relations()));
      }
    }
  }

  private static String state(Run.Noted noted) {
    return noted.state().equals("done")
        ? "done"
        : noted.step() + " of " + noted.steps() + " steps done";
  }
}
