/** What is known of a link, and the verdict that follows from it; no sockets here. */
package org.tquic.paths.doctor.finding;
