/** Programs that answer in a server's place. */
package org.tquic.lab.strange;
