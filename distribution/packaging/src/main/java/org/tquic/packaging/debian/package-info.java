/** Packages of dpkg. */
package org.tquic.packaging.debian;
