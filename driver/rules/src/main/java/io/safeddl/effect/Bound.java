package io.safeddl.effect;

import io.safeddl.sql.Token;
import io.safeddl.sql.tree.PartitionBound;
import io.safeddl.sql.tree.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bound of a partition with one key column.
 *
 * @param from inclusive; null for MINVALUE
 * @param to exclusive; null for MAXVALUE
 * @param in the values of a LIST partition; null for a RANGE partition
 * @param hash of a HASH partition, else null
 */
record Bound(
    @Nullable String from, @Nullable String to, @Nullable List<String> in, @Nullable Hash hash) {
  /**
   * A HASH partition.
   *
   * @param parent the OID of the partitioned table
   */
  record Hash(long parent, String modulus, String remainder) {
    /** The condition that the server itself makes of the bound. */
    String call(String column) {
      return "satisfies_hash_partition('"
          + parent
          + "'::oid, "
          + modulus
          + ", "
          + remainder
          + ", "
          + column
          + ")";
    }
  }

  /**
   * Null where the bound is not of a simple form: DEFAULT, several columns, expressions.
   *
   * @param parent the OID of the partitioned table, 0 where unknown
   */
  static @Nullable Bound of(PartitionBound bound, TypeName column, long parent) {
    var tokens = ConditionTokens.of(bound.text());
    if (isHash(bound)) {
      return hash(ConditionTokens.strip(tokens.subList(3, tokens.size())), parent);
    }
    if (bound.isDefault() || tokens.size() < 5 || !tokens.get(1).is("values")) {
      return null;
    }
    if (tokens.get(2).is("in")) {
      var values = Literals.values(ConditionTokens.strip(tokens.subList(3, tokens.size())), column);
      return values == null ? null : new Bound(null, null, values, null);
    }
    int to = indexOf(tokens, "to");
    if (!tokens.get(2).is("from") || to < 0) {
      return null;
    }
    var low = ConditionTokens.strip(tokens.subList(3, to));
    var high = ConditionTokens.strip(tokens.subList(to + 1, tokens.size()));
    var from = Literals.value(low, column);
    var until = Literals.value(high, column);
    return (from == null && !isWord(low, "minvalue"))
            || (until == null && !isWord(high, "maxvalue"))
        ? null
        : new Bound(from, until, null, null);
  }

  static boolean isHash(PartitionBound bound) {
    var tokens = ConditionTokens.of(bound.text());
    return !bound.isDefault() && tokens.size() > 3 && tokens.get(2).is("with");
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
        : new Bound(null, null, null, new Hash(parent, modulus, remainder));
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
    return tokens.size() == 1 && tokens.get(0).is(word);
  }
}
