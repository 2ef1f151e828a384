package io.safeddl.bench.backfill;

import io.safeddl.backfill.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code safeddl-backfill} as a process of its own, on the class path of this one. */
public final class ToolProcess {
  private ToolProcess() {}

  /**
   * To be started; errors and output are one stream.
   *
   * @param url without user and password: these are in the environment, where nobody else sees them
   * @param jvm options of the JVM
   * @param command the tool's, with its options
   */
  public static ProcessBuilder of(
      String url, String user, String password, List<String> jvm, List<String> command) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvm);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(command);
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("SAFEDDL_URL", url);
    builder.environment().put("PGUSER", user);
    builder.environment().put("PGPASSWORD", password);
    return builder;
  }
}
