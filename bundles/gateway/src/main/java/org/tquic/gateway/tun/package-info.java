/** The tunnel's device as the inner side of a bond. */
package org.tquic.gateway.tun;
