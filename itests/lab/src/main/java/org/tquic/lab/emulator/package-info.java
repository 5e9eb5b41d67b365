/**
 * Emulated links in user space: a bridge between pairs of network interfaces that gives each
 * direction a serialisation rate, propagation delay, jitter, loss and a drop-tail queue, and obeys
 * commands while it runs. {@link org.tquic.lab.emulator.EmulatedLink} is the model and knows no
 * clock and no socket; {@link org.tquic.lab.emulator.EmulatorLoop} moves the frames.
 */
package org.tquic.lab.emulator;
