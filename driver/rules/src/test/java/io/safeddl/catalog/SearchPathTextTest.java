package io.safeddl.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchPathTextTest {
  @Test
  void readsNamesAsTheServerDoes() {
    assertThat(SearchPathText.names("\"$user\", public")).containsExactly("$user", "public");
    assertThat(SearchPathText.names("$user,Public")).containsExactly("$user", "public");
    assertThat(SearchPathText.names(" \"A \"\" b, c\" , d")).containsExactly("A \" b, c", "d");
    assertThat(SearchPathText.names("")).isEmpty();
    assertThat(SearchPathText.names("\"\"")).isEmpty();
  }
}
