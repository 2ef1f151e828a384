package io.safeddl.check.output;

import com.google.gson.stream.JsonWriter;
import io.safeddl.check.source.Region;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/** Places in a SARIF log. */
record SarifPlace(Place place, JsonWriter json) {
  /** The name that consumers know for the root of the repository. */
  static final String ROOT = "%SRCROOT%";

  /** {@code "locations": […]}. */
  void locations(Region region) throws IOException {
    json.name("locations").beginArray().beginObject().name("physicalLocation").beginObject();
    artifact(region);
    region("region", region);
    json.endObject().endObject().endArray();
  }

  /** {@code "artifactLocation": {…}}. */
  void artifact(Region region) throws IOException {
    var path = place.path(region.file().name());
    json.name("artifactLocation").beginObject();
    json.name("uri").value(uri(path));
    if (!path.startsWith("/")) {
      json.name("uriBaseId").value(ROOT);
    }
    json.endObject();
  }

  /** {@code "name": {"startLine": …}}. */
  void region(String name, Region region) throws IOException {
    json.name(name).beginObject();
    json.name("startLine").value(region.start().line());
    json.name("startColumn").value(region.start().column());
    json.name("endLine").value(region.end().line());
    json.name("endColumn").value(region.end().column());
    json.endObject();
  }

  /** Relative references must not seem to begin with a scheme (RFC 3986, section 4.2). */
  private static String uri(String path) {
    try {
      var absolute = path.startsWith("/");
      var uri =
          new URI(
              absolute ? "file" : null, absolute ? "" : null, absolute ? path : "/" + path, null);
      var text = uri.toASCIIString();
      return absolute ? text : text.substring(1).replace(":", "%3A");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no path makes an invalid URI", e);
    }
  }
}
