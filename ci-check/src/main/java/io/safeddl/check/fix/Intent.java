package io.safeddl.check.fix;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done once all texts are on the disk, written down before the first file takes its
 * place: whatever stops the program then, the next run can go on.
 *
 * @param version of this form
 * @param files all of them, in the order in which they take their places
 */
record Intent(int version, List<Entry> files) {
  /** Beside each file that is replaced. */
  static final String NAME = ".safeddl-fix.json";

  private static final int VERSION = 1;
  private static final Gson GSON = new Gson();

  /**
   * A text and its place.
   *
   * @param file its place, from the folder of this
   * @param waiting where it is until then
   * @param before SHA-256 of what it replaces; null where nothing may be there
   * @param after its own
   */
  record Entry(String file, String waiting, @Nullable String before, String after) {}

  /** How far an entry has come. */
  enum State {
    WAITING,
    DONE,
    /** Its place holds neither what was there, nor what it was to get; or its text is gone. */
    CHANGED
  }

  static Intent of(Path folder, List<Staged> staged) throws IOException {
    List<Entry> files = new ArrayList<>();
    for (var it : staged) {
      var before = it.change().before();
      files.add(
          new Entry(
              relative(folder, it.target()),
              relative(folder, it.waiting()),
              before == null ? null : hash(before.getBytes(StandardCharsets.UTF_8)),
              hash(it.change().after().getBytes(StandardCharsets.UTF_8))));
    }
    return new Intent(VERSION, files);
  }

  /** Writes it, all or nothing. */
  void write(Path folder) throws IOException {
    var waiting = Files.createTempFile(folder, Staged.PREFIX, Staged.SUFFIX);
    Files.writeString(waiting, GSON.toJson(this));
    Files.move(waiting, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads one.
   *
   * @throws IOException naming the file, where it is none of ours
   */
  static Intent read(Path file) throws IOException {
    try {
      var read = GSON.fromJson(Files.readString(file), Intent.class);
      if (read != null && read.version == VERSION && read.files != null) {
        return read;
      }
    } catch (JsonParseException e) {
      throw new IOException(file + " is nothing that --fix has written: delete it", e);
    }
    throw new IOException(file + " is nothing that this version of --fix has written: delete it");
  }

  static State state(Path folder, Entry entry) throws IOException {
    var there = hash(folder.resolve(entry.file));
    if (entry.after.equals(there)) {
      return State.DONE;
    }
    var isAsBefore = entry.before == null ? there == null : entry.before.equals(there);
    return isAsBefore && entry.after.equals(hash(folder.resolve(entry.waiting)))
        ? State.WAITING
        : State.CHANGED;
  }

  private static @Nullable String hash(Path file) throws IOException {
    return Files.exists(file) ? hash(Files.readAllBytes(file)) : null;
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  private static String relative(Path folder, Path file) throws IOException {
    return real(folder).relativize(real(file)).toString();
  }

  /** Through links, also where the last parts of it are not there yet. */
  private static Path real(Path path) throws IOException {
    var absolute = path.toAbsolutePath().normalize();
    var parent = absolute.getParent();
    return Files.exists(absolute) || parent == null
        ? absolute.toRealPath()
        : real(parent).resolve(absolute.getFileName());
  }
}
