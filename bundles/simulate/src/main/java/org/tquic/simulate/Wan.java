package org.tquic.simulate;

import org.tquic.quic.sim.LinkProfile;

/**
 * A link of the router.
 *
 * @param name as scripts call it
 * @param up from the router, the way that bulk goes
 * @param down to the router
 */
public record Wan(String name, LinkProfile up, LinkProfile down) {}
