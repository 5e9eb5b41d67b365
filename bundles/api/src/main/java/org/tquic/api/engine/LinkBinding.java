package org.tquic.api.engine;

import java.net.InetAddress;

/**
 * The link that a socket is bound to, so that routing never decides.
 *
 * @param device interface name (SO_BINDTODEVICE), or empty for none
 * @param source source address
 */
public record LinkBinding(String device, InetAddress source) {}
