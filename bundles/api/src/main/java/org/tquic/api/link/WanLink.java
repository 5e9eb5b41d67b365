package org.tquic.api.link;

/**
 * A link that leads to the internet, published as an OSGi service while the kernel has it. The
 * service properties below change with the link; a consumer sees that as a modified service.
 */
public interface WanLink {
  /** Service property: interface name. */
  String NAME = "tquic.link";

  /** Service property: {@link LinkInfo#id()}, the same when the link comes back renamed. */
  String ID = "tquic.link.id";

  /** Service property: {@link LinkInfo#alias()}. */
  String ALIAS = "tquic.link.alias";

  /** Service property: {@link LinkKind} name. */
  String KIND = "tquic.link.kind";

  /** Service property: whether its traffic is paid for by volume, Boolean. */
  String METERED = "tquic.link.metered";

  /** Service property: {@link LinkInfo#tier()}, Integer. */
  String TIER = "tquic.link.tier";

  /** Service property: {@link LinkQuota#isUsedUp()}, Boolean. */
  String USED_UP = "tquic.link.usedup";

  /** Service property: whether the lower layer is up, Boolean. */
  String CARRIER = "tquic.link.carrier";

  /** Service property: String[] of addresses. */
  String ADDRESSES = "tquic.link.addresses";

  /** Service property: String[] of gateways. */
  String GATEWAYS = "tquic.link.gateways";

  /** Service property: metric of its default route, Long. */
  String METRIC = "tquic.link.metric";

  /** The link as it is now; thread-safe. */
  LinkInfo info();
}
