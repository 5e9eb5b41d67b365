/** Packages and indexes of apk 3, in its ADB format. */
package org.tquic.packaging.apk;
