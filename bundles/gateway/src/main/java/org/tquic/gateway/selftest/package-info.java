/** Both ends of a bond in one process, over the loopback device: whether this machine can carry. */
package org.tquic.gateway.selftest;
