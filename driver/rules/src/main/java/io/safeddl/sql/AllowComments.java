package io.safeddl.sql;

import io.safeddl.sql.SourceStatement.Comment;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The permissions that users write: {@code /* safeddl:allow id, id: reason *}{@code /} or {@code --
 * safeddl:allow id: reason} before or inside a statement, and {@code SET LOCAL safeddl.allow = 'id:
 * reason'} before it.
 */
public final class AllowComments {
  /** The parameter that does the same as the comment. */
  public static final String PARAMETER = "safeddl.allow";

  private static final String MARK = "safeddl:allow";
  private static final Pattern RULE_ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private AllowComments() {}

  /**
   * Something that was meant to allow, but does not.
   *
   * @param message what is wrong with it
   * @param span the comment
   */
  public record Problem(String message, Span span) {}

  /** The permissions in the comments of a statement; malformed ones permit nothing. */
  public static List<AllowComment> of(SourceStatement source) {
    if (source.comments().isEmpty()) {
      return List.of();
    }
    List<AllowComment> allowed = new ArrayList<>();
    for (Comment comment : source.comments()) {
      String content = marked(comment.text());
      if (content != null) {
        read(content, comment.span(), allowed);
      }
    }
    return List.copyOf(allowed);
  }

  /** What is wrong with the comments of a statement that begin like a permission. */
  public static List<Problem> problems(SourceStatement source) {
    List<Problem> problems = new ArrayList<>(0);
    for (Comment comment : source.comments()) {
      String content = marked(comment.text());
      String message = content == null ? null : read(content, comment.span(), new ArrayList<>());
      if (message != null) {
        problems.add(new Problem(message, comment.span()));
      }
    }
    return problems;
  }

  /**
   * The permissions of {@code SET safeddl.allow = '…'}; empty for every other parameter, for
   * DEFAULT, and for what is malformed.
   */
  public static List<AllowComment> of(Statement.SetParameter parameter) {
    if (!parameter.name().equals(PARAMETER) || parameter.value() == null) {
      return List.of();
    }
    List<SourceStatement> value = Script.parse(parameter.value()).statements();
    if (value.size() != 1
        || value.get(0).tokens().size() != 1
        || value.get(0).tokens().get(0).kind() != Token.Kind.STRING) {
      return List.of();
    }
    Token string = value.get(0).tokens().get(0);
    List<AllowComment> allowed = new ArrayList<>();
    read(string.value(), string.span(), allowed);
    return List.copyOf(allowed);
  }

  /** What stands behind the mark, or null where the comment does not begin with it. */
  private static @Nullable String marked(String comment) {
    boolean block = comment.startsWith("/*");
    String content = comment.substring(2, block ? comment.length() - 2 : comment.length()).strip();
    if (!content.startsWith(MARK)) {
      return null;
    }
    String rest = content.substring(MARK.length());
    return rest.isEmpty() || !Character.isLetterOrDigit(rest.charAt(0)) ? rest : null;
  }

  /** Adds what {@code id, id: reason} permits; gives what is wrong with it, or null. */
  private static @Nullable String read(String content, Span span, List<AllowComment> allowed) {
    int colon = content.indexOf(':');
    String reason = colon < 0 ? "" : content.substring(colon + 1).strip();
    if (reason.isEmpty()) {
      return "a reason is missing: write \"safeddl:allow rule-id: why this is all right\"";
    }
    List<AllowComment> permissions = new ArrayList<>(1);
    for (String id : content.substring(0, colon).split(",", -1)) {
      if (!RULE_ID.matcher(id.strip()).matches()) {
        return "\"" + id.strip() + "\" is not the id of a rule";
      }
      permissions.add(new AllowComment(id.strip(), reason, span));
    }
    allowed.addAll(permissions);
    return null;
  }
}
