/** Inner addresses that a server gives to its routers. */
package org.tquic.gateway.pool;
