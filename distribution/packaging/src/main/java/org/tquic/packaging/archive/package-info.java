/** Archive formats that packages consist of, written reproducibly. */
package org.tquic.packaging.archive;
