package io.safeddl.check.fix;

import io.safeddl.check.judge.Located;

/** A finding that was not fixed, and why. */
public record Left(Located finding, String reason) {}
