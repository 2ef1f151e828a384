package io.safeddl.check.output;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each form, on all that makes outputs difficult, as it was looked at once. */
class GoldenOutputTest {
  private static final Map<Format, String> SUFFIX =
      Map.of(
          Format.text, "txt",
          Format.json, "json",
          Format.sarif, "sarif",
          Format.github, "github.txt",
          Format.gitlab, "gitlab.json",
          Format.junit, "xml",
          Format.markdown, "md");

  @ParameterizedTest
  @EnumSource(Format.class)
  void eachForm(Format format) {
    var text = Samples.text(format.output(Samples.PLACE), Samples.difficult());
    Golden.check("sample." + SUFFIX.get(format), withoutOthers(text));
  }

  /** The pages of the rules and the version have their own tests. */
  private static String withoutOthers(String text) {
    return text.replaceAll("\"markdown\": \"[^\n]*", "\"markdown\": \"…\"")
        .replace(ProgramVersion.number(), "1.2.3");
  }

  @Test
  void inColour() {
    var place = new Place(true, 100, false, Samples.PLACE.root());
    Golden.check("colour.txt", Samples.text(new TextOutput(place), Samples.difficult()));
  }

  @Test
  void inBriefAndNarrow() {
    var narrow = new Place(false, 50, false, Samples.PLACE.root());
    Golden.check("narrow.txt", Samples.text(new TextOutput(narrow), Samples.difficult()));
    var brief = new Place(false, 100, true, Samples.PLACE.root());
    Golden.check("brief.txt", Samples.text(new TextOutput(brief), Samples.difficult()));
  }
}
