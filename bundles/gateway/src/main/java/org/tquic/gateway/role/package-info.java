/** The router role and the server role as components: one of them runs, as the launcher says. */
package org.tquic.gateway.role;
