package io.safeddl.rule;

import io.safeddl.rule.RuleInfo.Group;
import java.util.List;
import java.util.Locale;

/** The page of a rule, from its metadata, its examples and what it says of them. */
final class RulePage {
  private RulePage() {}

  static String of(RuleInfo rule, Finding said) {
    var page = new StringBuilder();
    page.append("# ").append(rule.id()).append("\n\n");
    page.append(rule.title()).append(".\n\n");
    page.append("| severity | group | asked by | setting |\n|---|---|---|---|\n| ");
    page.append(lower(rule.severity())).append(" | ").append(lower(rule.group())).append(" | ");
    page.append(rule.checkOnly() ? "the checker" : "the driver and the checker");
    page.append(" | `rules.").append(rule.id()).append("` |\n\n");
    page.append(Example.resource(rule.id(), "why.md").strip()).append("\n\n");
    page.append("## Found\n\n");
    statements(page, Example.of(rule.id(), true));
    page.append("What SafeDDL says of the first, where the tables hold 80 million rows:\n\n> ");
    page.append(said.message()).append("\n\nand what it gives to paste instead:\n\n");
    code(page, List.of(said.instead()));
    page.append("## Not found\n\n");
    statements(page, Example.of(rule.id(), false));
    page.append("## To run it all the same\n\n");
    page.append("```sql\n/* safeddl:allow ").append(rule.id()).append(": <the reason> */\n```\n\n");
    page.append("before or inside the statement, or `SET LOCAL safeddl.allow = '");
    page.append(rule.id()).append(": <the reason>'` just before it.\n\n");
    page.append("[All rules](README.md) · [Locks of each statement](../locks.md)\n");
    return page.toString();
  }

  static String index(List<Rule> rules) {
    var page = new StringBuilder("# Rules\n\n");
    page.append("An *error* is replaced by safe steps where there are any, else refused; a");
    page.append(" *warning* runs, guarded, and is\nsaid. Each rule can be set to `error`,");
    page.append(" `warning` or `off` by `rules.<id>`, and allowed for one statement by\n");
    page.append(
        "`/* safeddl:allow <id>: <the reason> */`. Tables that are small, empty or made by");
    page.append(" the same transaction are no concern\nof most rules.\n\n");
    page.append("Rules with a * look at a file, its release or its style, and are the checker's");
    page.append(
        " alone: the driver does not ask them\nunless `rules.<id>` is set. [Which rule finds what](../hazards.md)\n");
    for (Group group : Group.values()) {
      var of = rules.stream().map(Rule::info).filter(info -> info.group() == group).toList();
      if (!of.isEmpty()) {
        page.append("\n## ")
            .append(heading(group))
            .append("\n\n| rule | finds | severity |\n|---|---|---|\n");
        for (RuleInfo info : of) {
          page.append("| [").append(info.id()).append("](").append(info.id()).append(".md)");
          page.append(info.checkOnly() ? " *" : "").append(" | ");
          page.append(info.title()).append(" | ").append(lower(info.severity())).append(" |\n");
        }
      }
    }
    return page.toString();
  }

  private static String heading(Group group) {
    return switch (group) {
      case LOCK -> "Locks";
      case TRANSACTION -> "Transactions";
      case COMPATIBILITY -> "Compatibility with the running application";
      case TIMEOUT -> "Timeouts";
      case DATA -> "Data";
      case OPAQUE -> "What cannot be judged";
      case DESIGN -> "Design";
    };
  }

  private static void statements(StringBuilder page, Example example) {
    if (example.sinceMajor() > 0) {
      page.append("From PostgreSQL ").append(example.sinceMajor()).append(" on.\n\n");
    }
    if (example.inTransaction()) {
      page.append("In one transaction");
      if (!example.transaction().isBlank()) {
        page.append(", behind `").append(example.transaction().strip()).append('`');
      }
      page.append(":\n\n");
    }
    code(page, example.statements());
  }

  private static void code(StringBuilder page, List<String> statements) {
    page.append("```sql\n").append(String.join("\n\n", statements).strip()).append("\n```\n\n");
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
