package io.safeddl.effect;

import io.safeddl.catalog.Column;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bound of a partition.
 *
 * @param from inclusive, a limit for each key column; empty where it is no RANGE partition
 * @param to exclusive
 * @param in the values of a LIST partition; null for another
 * @param orNull a LIST partition takes NULL too
 * @param hash of a HASH partition, else null
 */
record Bound(
    List<Limit> from,
    List<Limit> to,
    @Nullable List<String> in,
    boolean orNull,
    @Nullable Hash hash) {
  private static final Set<String> COLLATED = Set.of("text", "varchar", "bpchar", "name");

  /**
   * One end of a range in one column.
   *
   * @param value null for MINVALUE and MAXVALUE
   */
  record Limit(@Nullable String value, boolean maximum) {
    boolean isMinimum() {
      return value == null && !maximum;
    }

    boolean isMaximum() {
      return value == null && maximum;
    }
  }

  /**
   * A HASH partition.
   *
   * @param parent the OID of the partitioned table
   */
  record Hash(long parent, String modulus, String remainder) {
    /** The condition that the server itself makes of the bound. */
    String call(String columns) {
      return "satisfies_hash_partition('"
          + parent
          + "'::oid, "
          + modulus
          + ", "
          + remainder
          + ", "
          + columns
          + ")";
    }
  }

  /**
   * Null where a value is no plain constant, and for DEFAULT.
   *
   * @param text from {@code FOR VALUES} on
   * @param parent the OID of the partitioned table, 0 where unknown
   */
  static @Nullable Bound of(String text, List<Column> keys, long parent) {
    var tokens = ConditionTokens.of(text);
    if (tokens.size() < 5 || !tokens.get(1).is("values")) {
      return null;
    }
    var kind = tokens.get(2);
    if (kind.is("with")) {
      return isHashWithCollation(text, keys)
          ? null
          : hash(ConditionTokens.strip(tokens.subList(3, tokens.size())), parent);
    }
    if (kind.is("in")) {
      return in(ConditionTokens.strip(tokens.subList(3, tokens.size())), keys);
    }
    int to = indexOf(tokens, "to");
    if (!kind.is("from") || to < 0) {
      return null;
    }
    var low = limits(ConditionTokens.strip(tokens.subList(3, to)), keys);
    var high = limits(ConditionTokens.strip(tokens.subList(to + 1, tokens.size())), keys);
    return low == null || high == null ? null : new Bound(low, high, null, false, null);
  }

  private static @Nullable Bound in(List<Token> words, List<Column> keys) {
    var values = new ArrayList<String>();
    var orNull = false;
    for (List<Token> part : Literals.list(words)) {
      var value = Literals.value(part, keys.get(0).type());
      if (value != null) {
        values.add(value);
      } else if (isWord(part, "null")) {
        orNull = true;
      } else {
        return null;
      }
    }
    return keys.size() == 1 ? new Bound(List.of(), List.of(), values, orNull, null) : null;
  }

  private static @Nullable List<Limit> limits(List<Token> words, List<Column> keys) {
    var parts = Literals.list(words);
    if (parts.size() != keys.size()) {
      return null;
    }
    var limits = new ArrayList<Limit>();
    for (int i = 0; i < parts.size(); i++) {
      var value = Literals.value(parts.get(i), keys.get(i).type());
      var maximum = isWord(parts.get(i), "maxvalue");
      if (value == null && !maximum && !isWord(parts.get(i), "minvalue")) {
        return null;
      }
      limits.add(new Limit(value, maximum));
    }
    return limits;
  }

  /**
   * True where no CHECK can prove a hash partition's bound: the call that the server makes of the
   * bound has no collation, and the same call in a CHECK has that of its arguments (measured on 14
   * and 18).
   */
  static boolean isHashWithCollation(String text, List<Column> keys) {
    var tokens = ConditionTokens.of(text);
    return tokens.size() > 3
        && tokens.get(2).is("with")
        && keys.stream().anyMatch(key -> mayHaveCollation(key.type()));
  }

  /** Of a type that is not PostgreSQL's own it is not known here. */
  private static boolean mayHaveCollation(TypeName type) {
    return !BuiltInTypes.contains(type.name()) || COLLATED.contains(type.name().name());
  }

  /** {@code MODULUS 4, REMAINDER 0}, in any order. */
  private static @Nullable Bound hash(List<Token> words, long parent) {
    String modulus = null;
    String remainder = null;
    for (List<Token> part : Literals.list(words)) {
      if (part.size() == 2 && part.get(1).kind() == Token.Kind.NUMBER) {
        modulus = part.get(0).is("modulus") ? part.get(1).value() : modulus;
        remainder = part.get(0).is("remainder") ? part.get(1).value() : remainder;
      }
    }
    return parent == 0 || modulus == null || remainder == null
        ? null
        : new Bound(List.of(), List.of(), null, false, new Hash(parent, modulus, remainder));
  }

  private static int indexOf(List<Token> tokens, String word) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is(word)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isWord(List<Token> tokens, String word) {
    var stripped = ConditionTokens.strip(tokens);
    return stripped.size() == 1 && stripped.get(0).is(word);
  }
}
