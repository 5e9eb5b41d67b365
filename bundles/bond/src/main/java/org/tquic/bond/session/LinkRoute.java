package org.tquic.bond.session;

import java.net.InetSocketAddress;
import org.tquic.api.engine.LinkBinding;

/**
 * How to reach the server over a link.
 *
 * @param link the link and its own address of the server's family
 * @param server the server's address
 */
record LinkRoute(LinkBinding link, InetSocketAddress server) {}
