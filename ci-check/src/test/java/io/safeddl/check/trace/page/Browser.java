package io.safeddl.check.trace.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Chromium of this machine, without a window. {@code -Dsafeddl.browser=PATH} names one that is
 * not on the path.
 */
record Browser(Path program) {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  /** The one of this machine, if there is one. */
  static Optional<Browser> find() {
    var named = System.getProperty("safeddl.browser");
    if (named != null) {
      return Optional.of(new Browser(Path.of(named)));
    }
    var folders = System.getenv("PATH").split(File.pathSeparator, -1);
    return NAMES.stream()
        .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Browser::new);
  }

  /** The document of a page as it is when it has been loaded. */
  String open(Path page, Path profile) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(program.toString(), "--headless", "--no-sandbox"));
    line.addAll(List.of("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"));
    line.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    line.addAll(List.of("--user-data-dir=" + profile, "--window-size=1300,900"));
    line.addAll(List.of("--dump-dom", page.toUri().toString()));
    var process =
        new ProcessBuilder(line)
            .redirectError(profile.resolveSibling("browser.log").toFile())
            .start();
    process.getOutputStream().close();
    try {
      var dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the browser ends").isTrue();
      return dom;
    } finally {
      process.destroyForcibly();
    }
  }
}
