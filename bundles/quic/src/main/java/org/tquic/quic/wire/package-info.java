/** What travels: integers, packet headers, frames and transport parameters. */
package org.tquic.quic.wire;
