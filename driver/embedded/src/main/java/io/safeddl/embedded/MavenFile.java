package io.safeddl.embedded;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Fetches a file of a Maven repository. What the repository says of its content must be true; a
 * repository that says nothing of it is not believed. Proxies are those of the JVM ({@code
 * https.proxyHost} and so on).
 */
final class MavenFile {
  private static final int PATIENCE_MS = 30_000;

  /** How it is said what a file holds, the best first: the ending, and the digest's name. */
  private static final List<List<String>> CHECKSUMS =
      List.of(List.of(".sha256", "SHA-256"), List.of(".sha1", "SHA-1"));

  private MavenFile() {}

  /**
   * Fetches it.
   *
   * @param repository its URL: https, http or file; with user and password where it wants them
   * @param path below it
   * @param target is written, and left only where all is well
   */
  static void fetch(String repository, String path, Path target) throws IOException {
    var base = repository.endsWith("/") ? repository : repository + "/";
    for (var kind : CHECKSUMS) {
      String expected;
      try (var in = open(base, path + kind.get(0))) {
        expected = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      } catch (FileNotFoundException e) {
        continue; // not every repository gives every kind
      }
      var actual = copy(base, path, target, kind.get(1));
      if (!expected.toLowerCase(Locale.ROOT).startsWith(actual)) {
        Files.delete(target);
        throw new IOException(
            path
                + " of "
                + shown(base)
                + " is not what the repository says: its "
                + kind.get(1)
                + " is "
                + actual
                + ", not "
                + expected);
      }
      return;
    }
    throw new FileNotFoundException(path + " is not in " + shown(base) + ", or without a checksum");
  }

  private static String copy(String base, String path, Path target, String digest)
      throws IOException {
    var all = digest(digest);
    try (var in = new DigestInputStream(open(base, path), all)) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(target);
      throw e;
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static InputStream open(String base, String path) throws IOException {
    try {
      return connect(base, path).getInputStream();
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      // The JDK's messages tell the URL, with the password.
      var why = String.valueOf(e.getMessage()).replace(base, shown(base));
      throw new IOException("cannot fetch " + path + " from " + shown(base) + ": " + why, e);
    }
  }

  private static URLConnection connect(String base, String path) throws IOException {
    var uri = URI.create(base + path);
    var user = uri.getUserInfo();
    URL url = URI.create(shown(base) + path).toURL();
    var connection = url.openConnection();
    connection.setConnectTimeout(PATIENCE_MS);
    connection.setReadTimeout(PATIENCE_MS);
    if (user != null) {
      var secret = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
      connection.setRequestProperty("Authorization", "Basic " + secret);
    }
    return connection;
  }

  /** A URL without user and password. */
  static String shown(String url) {
    return url.replaceFirst("://[^/@]*@", "://");
  }

  static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
