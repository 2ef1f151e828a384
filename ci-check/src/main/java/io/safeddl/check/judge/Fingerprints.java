package io.safeddl.check.judge;

import io.safeddl.sql.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;

/**
 * Names for findings that stay the same when lines move, comments and white space change, or the
 * folder is moved: of the rule, the file's name, and the tokens of the statement and of the part
 * concerned. A file that is renamed is another one: a new migration must not pass for a known one.
 */
public final class Fingerprints {
  private static final int BYTES = 16;

  private Fingerprints() {}

  /** The fingerprint of each of these, in their order; equal ones are numbered. */
  public static List<String> of(List<Located> findings) {
    var seen = new HashMap<String, Integer>();
    var fingerprints = new ArrayList<String>(findings.size());
    for (var found : findings) {
      var hash = hash(found);
      fingerprints.add(hash + ":" + seen.merge(hash, 1, Integer::sum));
    }
    return fingerprints;
  }

  private static String hash(Located found) {
    var digest = sha256();
    add(digest, found.finding().rule().id());
    var file = found.region().file().name().replace('\\', '/');
    add(digest, file.substring(file.lastIndexOf('/') + 1));
    var span = found.finding().span();
    var tokens = found.verdict().source().tokens();
    tokens.forEach(token -> add(digest, token));
    add(digest, "");
    for (var token : tokens) {
      if (token.start() >= span.start() && token.end() <= span.end()) {
        add(digest, token);
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static void add(MessageDigest digest, Token token) {
    add(digest, token.kind().name());
    add(digest, token.value());
  }

  private static void add(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
