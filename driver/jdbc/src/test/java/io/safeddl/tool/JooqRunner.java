package io.safeddl.tool;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs the code generation of the jOOQ that is on its class path; {@code configuration} is XML. */
public final class JooqRunner implements Function<Map<String, String>, List<String>> {
  /** Called by reflection. */
  public JooqRunner() {}

  @Override
  public List<String> apply(Map<String, String> settings) {
    try (var drivers = ServiceDrivers.register()) {
      getClass()
          .getClassLoader()
          .loadClass("org.jooq.codegen.GenerationTool")
          .getMethod("generate", String.class)
          .invoke(null, settings.get("configuration"));
      return drivers.names();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
