package io.safeddl.backfill.recipe;

/**
 * Something that the preflight has to say.
 *
 * @param text a sentence, without its end
 */
record Finding(Level level, String text) {
  /** What it means. */
  enum Level {
    /** The change cannot be made while it is so. */
    STOP("stop"),
    /** It can, if the user says that he knows of the trigger. */
    TRIGGER("stop, unless allowed"),
    /** It can, if the user says that he knows of the publication. */
    PUBLICATION("stop, unless allowed"),
    /** It is carried over. */
    CARRIED("carried over"),
    /** Good to know. */
    NOTE("note");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    /** As it is printed. */
    String word() {
      return word;
    }
  }

  /** Whether it is a reason not to begin. */
  boolean stops(Consents consents) {
    return switch (level) {
      case STOP -> true;
      case TRIGGER -> !consents.triggers();
      case PUBLICATION -> !consents.publications();
      case CARRIED, NOTE -> false;
    };
  }

  @Override
  public String toString() {
    return level.word() + ": " + text;
  }

  static Finding stop(String text) {
    return new Finding(Level.STOP, text);
  }

  static Finding carried(String text) {
    return new Finding(Level.CARRIED, text);
  }

  static Finding note(String text) {
    return new Finding(Level.NOTE, text);
  }
}
