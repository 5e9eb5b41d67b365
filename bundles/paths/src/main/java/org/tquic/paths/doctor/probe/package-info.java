/** What is sent to find out about a link, and the meaning of what comes back; no sockets here. */
package org.tquic.paths.doctor.probe;
