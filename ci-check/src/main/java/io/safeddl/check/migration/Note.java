package io.safeddl.check.migration;

import io.safeddl.check.source.Region;

/** Something that the user should know about a place, and that is no finding. */
public record Note(Region region, String text) {}
