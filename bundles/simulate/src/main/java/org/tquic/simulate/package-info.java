/**
 * Bonds over simulated links on a virtual clock: scenarios, what runs in them, what is measured.
 */
package org.tquic.simulate;
