package io.safeddl.check.migration;

import io.safeddl.check.source.SourceFile;
import java.io.IOException;
import java.util.List;

/** How a migration tool finds its migrations in files, orders them and runs them. */
public interface Layout {
  /**
   * The migrations that these files hold.
   *
   * @throws IOException naming what cannot be read
   */
  Migrations read(List<SourceFile> files) throws IOException;
}
