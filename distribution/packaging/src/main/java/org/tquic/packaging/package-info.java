/** Builds packages of the distribution for the package managers of routers and servers. */
package org.tquic.packaging;
