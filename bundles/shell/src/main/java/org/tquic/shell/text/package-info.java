/** How values look in text. */
package org.tquic.shell.text;
