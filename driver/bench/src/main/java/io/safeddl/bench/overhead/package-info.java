/** What the driver costs where nothing is to be done: beside plain pgjdbc and other proxies. */
@NullMarked
package io.safeddl.bench.overhead;

import org.jspecify.annotations.NullMarked;
