/** Announces a server on the local network and finds others, by jmDNS. */
package org.tquic.lan;
