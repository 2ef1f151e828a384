package io.safeddl.jdbc;

import java.util.List;
import java.util.stream.Stream;

/** Whether a migration tool opens the connection: the caller's stack is looked at once. */
final class MigrationTools {
  private static final List<String> TOOLS =
      List.of(
          "org.flywaydb.",
          "liquibase.",
          "org.apache.ibatis.migration.",
          "org.dbmaintain.",
          "io.ebean.migration.");

  /** Between the tool and the driver, they hand the connection to the application as well. */
  private static final List<String> POOLS =
      List.of(
          "com.zaxxer.hikari.",
          "org.apache.tomcat.jdbc.pool.",
          "org.apache.commons.dbcp2.",
          "com.mchange.v2.",
          "io.agroal.",
          "oracle.ucp.",
          "com.alibaba.druid.",
          "org.vibur.dbcp.");

  private MigrationTools() {}

  /** True where a tool is on the stack of this thread, and no connection pool nearer than it. */
  static boolean onTheStack() {
    return StackWalker.getInstance()
        .walk(frames -> openedByTool(frames.map(StackWalker.StackFrame::getClassName)));
  }

  /** The same of the names of the classes on a stack, nearest first. */
  static boolean openedByTool(Stream<String> classes) {
    return classes
        .filter(name -> startsWithAny(name, TOOLS) || startsWithAny(name, POOLS))
        .findFirst()
        .map(nearest -> startsWithAny(nearest, TOOLS))
        .orElse(false);
  }

  private static boolean startsWithAny(String name, List<String> packages) {
    return packages.stream().anyMatch(name::startsWith);
  }
}
