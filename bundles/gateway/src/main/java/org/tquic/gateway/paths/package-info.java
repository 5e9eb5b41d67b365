/** Paths as others see them: a service for each, and the history of all. */
package org.tquic.gateway.paths;
