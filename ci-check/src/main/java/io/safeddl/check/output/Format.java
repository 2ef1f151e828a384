package io.safeddl.check.output;

/** The words of {@code --format}. */
public enum Format {
  /** For people. */
  text,
  /** The published JSON. */
  json,
  /** SARIF 2.1.0, for code scanning. */
  sarif,
  /** Workflow commands of GitHub Actions, which become annotations. */
  github,
  /** The report of GitLab's Code Quality. */
  gitlab,
  /** JUnit's XML, which every CI server reads. */
  junit,
  /** A summary for {@code GITHUB_STEP_SUMMARY}. */
  markdown;

  /** What writes it. */
  public Output output(Place place) {
    return switch (this) {
      case text -> new TextOutput(place);
      case json -> new JsonOutput();
      case sarif -> new SarifOutput(place);
      case github -> new GithubOutput(place);
      case gitlab -> new GitlabOutput(place);
      case junit -> new JunitOutput();
      case markdown -> new MarkdownOutput();
    };
  }
}
