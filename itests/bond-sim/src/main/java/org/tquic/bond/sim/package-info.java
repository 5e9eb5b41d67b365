/** A bond over the multipath engine and simulated links, on a virtual clock. */
package org.tquic.bond.sim;
