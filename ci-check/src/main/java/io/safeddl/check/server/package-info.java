/** The connection of the commands that ask a server. */
@NullMarked
package io.safeddl.check.server;

import org.jspecify.annotations.NullMarked;
