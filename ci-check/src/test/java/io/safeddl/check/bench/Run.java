package io.safeddl.check.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One run of a program, from its start to its end.
 *
 * @param wallMs on the clock
 * @param cpuMs of the processors, user and system; a shell tells it, in steps of 10 ms
 * @param peakMb resident memory at its highest, as Linux counts it ({@code VmHWM}); 0 elsewhere
 */
record Run(double wallMs, double cpuMs, double peakMb) {
  private static final long POLL_MS = 10;
  private static final double NANOS_OF_MS = 1e6;
  private static final double KB_OF_MB = 1024;
  private static final double SECONDS_OF_MINUTE = 60;

  /** What the shell's {@code times} prints. */
  private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /**
   * Runs a program that finds nothing, or something.
   *
   * @param output gets what it prints
   */
  static Run of(List<String> command, Path directory, Path output)
      throws IOException, InterruptedException {
    var times = Files.createTempFile("times", ".txt");
    try {
      var words = new ArrayList<String>();
      words.addAll(List.of("sh", "-c", "\"$@\"; code=$?; times > \"$0\"; exit $code"));
      words.add(times.toString());
      words.addAll(command);
      var builder =
          new ProcessBuilder(words)
              .directory(directory.toFile())
              .redirectOutput(output.toFile())
              .redirectError(Redirect.DISCARD);
      builder.environment().remove("CI");
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      var began = System.nanoTime();
      var process = builder.start();
      process.getOutputStream().close();
      var peak = 0.0;
      while (!process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, process.descendants().mapToDouble(Run::peak).sum());
      }
      var wall = (System.nanoTime() - began) / NANOS_OF_MS;
      if (process.exitValue() > 1) {
        throw new IOException(command + " ended with " + process.exitValue());
      }
      return new Run(wall, cpu(Files.readAllLines(times).get(1)), peak);
    } finally {
      Files.delete(times);
    }
  }

  private static double cpu(String line) {
    var time = TIME.matcher(line);
    var seconds = 0.0;
    while (time.find()) {
      seconds += Integer.parseInt(time.group(1)) * SECONDS_OF_MINUTE;
      seconds += Double.parseDouble(time.group(2));
    }
    return seconds * 1e3;
  }

  private static double peak(ProcessHandle process) {
    var status = Path.of("/proc", String.valueOf(process.pid()), "status");
    try {
      var peak = PEAK.matcher(Files.readString(status, StandardCharsets.ISO_8859_1));
      return peak.find() ? Integer.parseInt(peak.group(1)) / KB_OF_MB : 0;
    } catch (IOException e) {
      return 0; // It has ended meanwhile, or this is not Linux.
    }
  }
}
