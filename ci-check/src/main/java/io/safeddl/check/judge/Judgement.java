package io.safeddl.check.judge;

import io.safeddl.check.migration.Note;
import java.util.List;

/**
 * What was found in all migrations.
 *
 * @param files how many were read
 * @param judged those that were judged, in their order; others have been rolled out already
 * @param findings in the order of files and places
 * @param notes what was passed over
 */
public record Judgement(
    int files, List<JudgedFile> judged, List<Located> findings, List<Note> notes) {
  public Judgement {
    judged = List.copyOf(judged);
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /** How many statements were judged. */
  public int statements() {
    return judged.stream().mapToInt(JudgedFile::statements).sum();
  }

  /** How many of them could not be read. */
  public int unread() {
    return judged.stream().mapToInt(JudgedFile::unread).sum();
  }

  /** This with only some of the findings. */
  public Judgement with(List<Located> others) {
    return new Judgement(files, judged, others, notes);
  }
}
