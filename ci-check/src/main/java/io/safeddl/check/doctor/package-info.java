/** {@code safeddl-check doctor}: what the driver can do with a server and role. */
@NullMarked
package io.safeddl.check.doctor;

import org.jspecify.annotations.NullMarked;
