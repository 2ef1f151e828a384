package io.safeddl.demo;

import io.safeddl.sql.Script;
import java.util.ArrayList;
import java.util.List;

/** What a refusal says to run instead, as the user would paste it. */
final class Advice {
  /** Marks of a text that leaves something to be filled in, or to be done by another program. */
  private static final List<String> OPEN_ENDS = List.of("<", "safeddl-backfill");

  private Advice() {}

  /** One statement of it, under a label such as 4a. */
  record Advised(String label, Release.Change change) {}

  /** The statements; none where nothing was refused, or the advice is no complete text. */
  static List<Advised> of(Run.Event event) {
    if (event.answer().kind() != Answer.Kind.REFUSED) {
      return List.of();
    }
    List<Advised> advised = new ArrayList<>();
    for (var text : event.answer().advice()) {
      if (OPEN_ENDS.stream().noneMatch(text::contains)) {
        for (var statement : Script.parse(text).statements()) {
          var label = event.label() + (char) ('a' + advised.size());
          var reason = event.reason() + ", as SafeDDL said to write it";
          advised.add(new Advised(label, new Release.Change(reason, statement.text(), false)));
        }
      }
    }
    return advised;
  }
}
