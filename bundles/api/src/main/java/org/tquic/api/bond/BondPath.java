package org.tquic.api.bond;

/**
 * One path of a bond, an OSGi service while there is a link for it. The service properties below
 * change with the path; a consumer sees that as a modified service. Changes that come close
 * together may be seen as one; {@link PathHistory} has them all.
 */
public interface BondPath {
  /** Service property: name of the bond, {@link PathStatus#bond()}. */
  String BOND = "tquic.bond";

  /** Service property: name of the link below it, {@link PathStatus#link()}. */
  String LINK = "tquic.path.link";

  /**
   * Service property: id of that link, as in {@code tquic.link.id} of the link's own service on a
   * router; on a server BOND/LINK.
   */
  String LINK_ID = "tquic.path.link.id";

  /** Service property: number of the path within the bond, Integer, -1 while there is none. */
  String ID = "tquic.path.id";

  /** Service property: {@link PathState} name. */
  String STATE = "tquic.path.state";

  /** Service property: {@link PathReason} name. */
  String REASON = "tquic.path.reason";

  /** The path as it was when its state last changed; thread-safe. */
  PathStatus status();
}
