package io.safeddl.effect.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the cases from an SQL file. {@code --- setup} begins the statements that make the tables of
 * the cases that follow ({@code --- setup NAME} takes them from {@code NAME.setup.sql}), {@code ---
 * cases} begins those; statements end with a semicolon at the end of a line. Before a case may
 * stand {@code -- 15+}, {@code -- 15-17} or {@code -- -14} (majors), {@code -- error} (the server
 * rejects it) and {@code -- with STATEMENT;} (run before it).
 */
final class CaseFile {
  private static final Pattern MAJORS = Pattern.compile("-- (\\d*)(\\+|-)(\\d*)");

  private final String name;
  private final List<OracleCase> cases = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder setup = new StringBuilder();
  private List<String> before = new ArrayList<>();
  private int from;
  private int to;
  private OracleCase.Outcome outcome = OracleCase.Outcome.RUNS;
  private boolean inSetup;
  private int block;

  private CaseFile(String name) {
    this.name = name;
    startCase();
  }

  /** The cases of {@code /oracle/NAME.sql} on the class path. */
  static List<OracleCase> read(String name) {
    var file = new CaseFile(name);
    resource("/oracle/" + name + ".sql").lines().forEach(file::line);
    if (!file.text.isEmpty()) {
      throw new IllegalArgumentException(name + " ends within a statement: " + file.text);
    }
    return file.cases;
  }

  static String resource(String path) {
    try (InputStream in = CaseFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startCase() {
    before = new ArrayList<>();
    from = 0;
    to = Integer.MAX_VALUE;
    outcome = OracleCase.Outcome.RUNS;
    text.setLength(0);
  }

  private void line(String line) {
    if (line.equals("--- setup")) {
      inSetup = true;
      setup.setLength(0);
      block++;
    } else if (line.startsWith("--- setup ")) {
      setup.setLength(0);
      setup.append(resource("/oracle/" + line.substring("--- setup ".length()) + ".setup.sql"));
      block++;
    } else if (line.equals("--- cases")) {
      inSetup = false;
    } else if (inSetup) {
      setup.append(line).append('\n');
    } else if (line.startsWith("--")) {
      directive(line);
    } else if (!line.isBlank()) {
      text.append(line);
      if (line.endsWith(";")) {
        text.setLength(text.length() - 1);
        cases.add(
            new OracleCase(
                name + " " + block,
                setup.toString(),
                List.copyOf(before),
                text.toString(),
                from,
                to,
                outcome));
        startCase();
      } else {
        text.append('\n');
      }
    }
  }

  private void directive(String line) {
    var majors = MAJORS.matcher(line);
    if (line.equals("-- error")) {
      outcome = OracleCase.Outcome.REJECTED;
    } else if (line.startsWith("-- with ")) {
      before.add(line.substring("-- with ".length()));
    } else if (majors.matches()) {
      from = majors.group(1).isEmpty() ? 0 : Integer.parseInt(majors.group(1));
      to = majors.group(3).isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(majors.group(3));
    } else if (!line.startsWith("-- #")) {
      throw new IllegalArgumentException(name + ": what is " + line);
    }
  }
}
