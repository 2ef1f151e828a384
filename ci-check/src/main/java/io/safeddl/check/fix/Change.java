package io.safeddl.check.fix;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file with another text.
 *
 * @param name under which it is reported
 * @param before as it is on the disk, with its byte order mark; null for one that is new
 * @param after as it is to be
 */
public record Change(String name, Path path, @Nullable String before, String after) {}
