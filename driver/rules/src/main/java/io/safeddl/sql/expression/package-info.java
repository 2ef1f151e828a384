/** What JSqlParser reads for us: DML, queries and expressions, behind one interface. */
@NullMarked
package io.safeddl.sql.expression;

import org.jspecify.annotations.NullMarked;
