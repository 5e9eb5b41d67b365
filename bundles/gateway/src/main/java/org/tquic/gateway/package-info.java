/** The router role and the server role: what a bond needs of the machine it runs on. */
package org.tquic.gateway;
