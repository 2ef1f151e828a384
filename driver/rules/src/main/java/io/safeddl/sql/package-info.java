/** Text to statements: the lexer, {@code Script} and the reader for PostgreSQL's DDL. */
@NullMarked
package io.safeddl.sql;

import org.jspecify.annotations.NullMarked;
