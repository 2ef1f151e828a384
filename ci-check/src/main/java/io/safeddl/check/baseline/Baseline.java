package io.safeddl.check.baseline;

import io.safeddl.check.judge.Fingerprints;
import io.safeddl.check.judge.JudgedFile;
import io.safeddl.check.judge.Judgement;
import io.safeddl.check.judge.Located;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The file of known findings: a line for each, with its fingerprint, its rule and its file's name,
 * in the order of the files, so that two branches that change it can be merged.
 */
public final class Baseline {
  private static final String HEAD =
      "# Findings of safeddl-check that are known and not told again; --write-baseline writes"
          + " this.\n";

  private static final int FIELDS = 3;

  /** The names of the files of its entries, by fingerprint. */
  private final Map<String, String> entries;

  private Baseline(Map<String, String> entries) {
    this.entries = entries;
  }

  /**
   * What is left to tell.
   *
   * @param judgement without what is known
   * @param known how many findings the baseline holds
   * @param stale how many entries match nothing any more, though their file was judged
   */
  public record Rest(Judgement judgement, int known, int stale) {}

  /**
   * Reads it.
   *
   * @throws IOException naming the file, and the line that is none of a baseline
   */
  public static Baseline read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "there is no baseline " + file + "; --write-baseline writes it with what is found now");
    }
    var entries = new LinkedHashMap<String, String>();
    var number = 0;
    for (var line : lines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      var fields = line.split(" ", FIELDS);
      if (fields.length != FIELDS) {
        throw new IOException(file + ":" + number + ": this is no line of a baseline");
      }
      entries.put(fields[0], fields[2]);
    }
    return new Baseline(entries);
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (MalformedInputException e) {
      throw new IOException(file + " is no baseline: it is not UTF-8", e);
    }
  }

  /** Writes what is found now. */
  public static void write(Path file, List<Located> findings) throws IOException {
    var text = new StringBuilder(HEAD);
    var fingerprints = Fingerprints.of(findings);
    for (var i = 0; i < findings.size(); i++) {
      var found = findings.get(i);
      text.append(fingerprints.get(i)).append(' ').append(found.finding().rule().id());
      text.append(' ').append(name(found.region().file().name())).append('\n');
    }
    Files.writeString(file, text);
  }

  /** Takes away what is known. */
  public Rest apply(Judgement judgement) {
    var fingerprints = Fingerprints.of(judgement.findings());
    var left = new ArrayList<Located>();
    var unmatched = new LinkedHashMap<>(entries);
    for (var i = 0; i < fingerprints.size(); i++) {
      if (unmatched.remove(fingerprints.get(i)) == null) {
        left.add(judgement.findings().get(i));
      }
    }
    var judged =
        judgement.judged().stream()
            .map(JudgedFile::name)
            .map(Baseline::name)
            .collect(Collectors.toSet());
    var stale = unmatched.values().stream().filter(judged::contains).count();
    return new Rest(
        judgement.with(left), judgement.findings().size() - left.size(), Math.toIntExact(stale));
  }

  /** As in the fingerprints: the file's own name, wherever its folder is. */
  private static String name(String path) {
    return path.substring(path.replace('\\', '/').lastIndexOf('/') + 1);
  }
}
