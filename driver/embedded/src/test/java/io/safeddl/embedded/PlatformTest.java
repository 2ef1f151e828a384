package io.safeddl.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The versions that users get are those that the tests of this project run on. */
class PlatformTest {
  private static final Pattern PROPERTY =
      Pattern.compile("<embedded\\.(platform|\\d+\\.version)>([^<]+)<");

  @Test
  void theVersionsAreThoseOfTheTestServers() throws IOException {
    var pom = Files.readString(Path.of("../testing/pom.xml"));
    var profiles = pom.indexOf("<profiles>");
    var common = properties(pom.substring(0, profiles));
    check(common);
    for (var profile : pom.substring(profiles).split("<profile>", -1)) {
      if (profile.contains("<embedded.platform>")) {
        var all = new HashMap<>(common);
        all.putAll(properties(profile));
        check(all);
      }
    }
  }

  private static Map<String, String> properties(String text) {
    var found = new HashMap<String, String>();
    var matcher = PROPERTY.matcher(text);
    while (matcher.find()) {
      found.put(matcher.group(1), matcher.group(2));
    }
    return found;
  }

  private static void check(Map<String, String> properties) {
    var id = properties.get("platform");
    for (var platform : Platform.values()) {
      if (platform.id().equals(id)) {
        for (var major = 14; major <= 18; major++) {
          assertThat(platform.version(major)).hasValue(properties.get(major + ".version"));
        }
        return;
      }
    }
    throw new AssertionError("no platform " + id);
  }
}
