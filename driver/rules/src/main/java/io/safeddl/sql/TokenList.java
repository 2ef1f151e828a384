package io.safeddl.sql;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * The tokens of a statement of many thousand tokens, an INSERT of many rows for instance: only the
 * places are kept, and the tokens are read again when they are asked for. A text of ten megabytes
 * takes less than a hundred instead of a thousand so.
 */
final class TokenList extends AbstractList<Token> implements RandomAccess {
  /** Up to here a plain list is smaller than it is slow. */
  private static final int FEW = 20_000;

  private final Lexer lexer;
  private int[] places;
  private int size;

  private TokenList(Lexer lexer, List<Token> first) {
    this.lexer = lexer;
    this.places = new int[first.size() * 8];
    first.forEach(this::append);
  }

  /** A list with one token more: the same one, or a new one where it grows too large. */
  static List<Token> with(List<Token> tokens, Token token, Lexer lexer) {
    if (tokens instanceof TokenList many) {
      many.append(token);
      return many;
    }
    if (tokens.size() < FEW) {
      tokens.add(token);
      return tokens;
    }
    TokenList many = new TokenList(lexer, tokens);
    many.append(token);
    return many;
  }

  /** The list, unmodifiable from now on. */
  static List<Token> frozen(List<Token> tokens) {
    return tokens instanceof TokenList ? tokens : List.copyOf(tokens);
  }

  /** A new list to add to. */
  static List<Token> empty() {
    return new ArrayList<>();
  }

  private void append(Token token) {
    if (2 * size == places.length) {
      places = Arrays.copyOf(places, places.length * 2);
    }
    places[2 * size] = token.start();
    places[2 * size + 1] = token.end();
    size++;
  }

  @Override
  public Token get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return lexer.copy().tokenAt(places[2 * index], places[2 * index + 1]);
  }

  @Override
  public int size() {
    return size;
  }
}
