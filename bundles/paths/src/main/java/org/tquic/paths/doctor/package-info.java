/** The doctor: walks each link to the server and concludes what is the matter with it. */
package org.tquic.paths.doctor;
