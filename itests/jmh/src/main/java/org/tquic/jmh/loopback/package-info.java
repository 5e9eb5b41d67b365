/** Both engines through Netty's channels and the kernel's UDP, side by side. */
package org.tquic.jmh.loopback;
