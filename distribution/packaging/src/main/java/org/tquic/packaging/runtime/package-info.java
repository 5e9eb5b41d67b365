/** The Java runtime of a target that need not be the machine that builds. */
package org.tquic.packaging.runtime;
