/** Packages and indexes of opkg. */
package org.tquic.packaging.opkg;
