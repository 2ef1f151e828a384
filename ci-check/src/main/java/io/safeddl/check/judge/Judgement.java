package io.safeddl.check.judge;

import io.safeddl.check.migration.Note;
import java.util.List;

/**
 * What was found in all migrations.
 *
 * @param files how many were read
 * @param statements how many were judged
 * @param unread how many of these could not be read
 * @param findings in the order of files and places
 * @param notes what was passed over
 */
public record Judgement(
    int files, int statements, int unread, List<Located> findings, List<Note> notes) {
  public Judgement {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }
}
