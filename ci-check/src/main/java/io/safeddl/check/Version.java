package io.safeddl.check;

import io.safeddl.check.output.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the name and the version. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"safeddl-check " + ProgramVersion.number()};
  }
}
