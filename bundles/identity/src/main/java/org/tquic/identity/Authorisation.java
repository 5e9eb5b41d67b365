package org.tquic.identity;

/** What the holder of a key may do. */
public sealed interface Authorisation {
  /**
   * The key of a paired router.
   *
   * @param name how the server calls it
   */
  record Authorised(String name) implements Authorisation {}

  /**
   * The key of a router that was paired and is not to be let in any more.
   *
   * @param name how the server called it
   */
  record Revoked(String name) implements Authorisation {}

  /** No router had this key: its holder may enrol, and nothing else. */
  record Unknown() implements Authorisation {}
}
