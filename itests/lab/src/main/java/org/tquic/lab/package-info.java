/**
 * The lab: a router, its home network, the gateways of its internet links, a server and a web host,
 * each a network namespace of this machine, joined by emulated links. {@link org.tquic.lab.Lab} is
 * the place to start.
 */
package org.tquic.lab;
