/** Action: policy and findings become a decision, and the decision steps. */
@NullMarked
package io.safeddl.plan;

import org.jspecify.annotations.NullMarked;
